import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { byId, page, paginated, shownPersonSchema } from './shown.schema';

const moment = z.coerce.number().int().min(0).max(8_640_000_000_000_000);
const asOf = moment.optional().describe('epoch milliseconds; left out: now');

const trendPoint = z.object({
  /** The beginning of the hour; the last point is now. */
  at: z.number(),
  size: z.number(),
  entered: z.number(),
  left: z.number(),
});

/** A part of the condition as it stands in it, judged of this person whether the verdict needed it or not. */
const judgedPart = z.object({
  path: z.string(),
  /** How many groups it stands in. */
  depth: z.number(),
  node: z.enum(['all', 'any', 'not', 'leaf']),
  /** A leaf in words; empty for a group. */
  says: z.string(),
  /** Null where nobody can say, or it is not told. */
  value: z.boolean().nullable(),
  /** What was found of this person, in words. */
  found: z.string().nullable(),
  /** Why a leaf has no value: it looks at something sensitive, the visit decides, or it could not be judged. */
  untold: z.enum(['sensitive', 'request', 'failed']).nullable(),
});

/** From when on the log of comings and goings can answer. */
const reaches = z.number();

export const segmentInsightEndpoints = {
  folders: defineEndpoint({
    id: 'segments.folders',
    method: 'GET',
    path: '/segments/folders',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Folders and tags in use, each with how many segments.',
    input: z.object({}),
    answer: z.object({
      data: z.object({
        folders: z.array(z.object({ path: z.string(), count: z.number() })),
        tags: z.array(z.object({ tag: z.string(), count: z.number() })),
      }),
    }),
  }),
  overlap: defineEndpoint({
    id: 'segments.overlap',
    method: 'GET',
    path: '/segments/overlap',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'How many people any two of up to 20 segments share.',
    input: z.object({ keys: z.string().max(1_400).describe('keys with commas between, 2 to 20') }),
    answer: z.object({
      data: z.object({
        keys: z.array(z.string()),
        /** People in both, row by row; the diagonal holds the sizes. */
        shared: z.array(z.array(z.number())),
        /** The moment the figures belong to. */
        at: z.number(),
      }),
    }),
  }),
  trend: defineEndpoint({
    id: 'segments.trend',
    method: 'GET',
    path: '/segments/:id/trend',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Size, comings and goings by the hour.',
    input: byId.extend({ from: moment.optional(), to: moment.optional() }),
    answer: z.object({ data: z.array(trendPoint) }),
  }),
  changes: defineEndpoint({
    id: 'segments.changes',
    method: 'GET',
    path: '/segments/:id/changes',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Who is in now and was not then, or the other way round, and why.',
    input: byId.extend({
      since: moment.optional().describe('epoch milliseconds; left out: a week ago'),
      which: z.enum(['entered', 'left']).default('entered'),
      ...page,
    }),
    answer: z.object({
      data: z.array(shownPersonSchema.extend({ at: z.number(), because: z.array(z.string()) })),
      meta: paginated.extend({ since: z.number(), reaches }),
    }),
  }),
  members: defineEndpoint({
    id: 'segments.members',
    method: 'GET',
    path: '/segments/:id/members',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Who is in, or was in at a moment, the newest first.',
    input: byId.extend({ ...page, asOf }),
    answer: z.object({
      data: z.array(shownPersonSchema.extend({ enteredAt: z.number() })),
      meta: paginated.extend({ reaches }),
    }),
  }),
  explain: defineEndpoint({
    id: 'segments.explain',
    method: 'GET',
    path: '/segments/:id/explain/:profileId',
    lane: 'admin',
    permission: 'people.read',
    summary: 'Why somebody is in a segment or out of it, now or at a moment.',
    input: byId.extend({ profileId: z.string().max(64), asOf }),
    answer: z.object({
      data: z.object({
        /** A name or an address. */
        label: z.string(),
        /** True: in (or, where the request has a say, possibly in). */
        in: z.boolean(),
        atMost: z.boolean(),
        since: z.number().nullable(),
        until: z.number().nullable(),
        sentence: z.string(),
        because: z.array(z.string()),
        /** The whole condition row by row, groups before what is in them; empty for a moment that has been. */
        parts: z.array(judgedPart),
        /** The comings and goings, newest first. */
        history: z.array(z.object({ entered: z.boolean(), at: z.number(), because: z.array(z.string()) })),
        reaches,
      }),
    }),
  }),
} as const;

export type JudgedPart = z.output<typeof judgedPart>;
