import { z } from 'zod';

/** Of HubSpot's answers, what we read (OpenAPI: lists.v3, contacts.v3). More may be there, and may change. */
const paging = z.object({ next: z.object({ after: z.string() }).optional() }).optional();

export const listSearchAnswer = z.object({
  hasMore: z.boolean(),
  offset: z.number(),
  lists: z.array(
    z.object({
      listId: z.string(),
      name: z.string(),
      deletedAt: z.string().nullish(),
      additionalProperties: z.record(z.string(), z.string().nullable()).default({}),
    }),
  ),
});

export const listAnswer = z.object({
  list: z.object({
    listId: z.string(),
    name: z.string(),
    size: z.number().nullish(),
    deletedAt: z.string().nullish(),
  }),
});

export const changedAnswer = z.object({
  recordsIdsAdded: z.array(z.string()).default([]),
  recordIdsRemoved: z.array(z.string()).default([]),
  recordIdsMissing: z.array(z.string()).default([]),
});

export const membershipsAnswer = z.object({
  results: z.array(z.object({ recordId: z.string() })),
  paging,
});

export const contactsAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      properties: z.record(z.string(), z.string().nullable()),
    }),
  ),
  paging,
});

export type HubspotContact = z.output<typeof contactsAnswer>['results'][number];
