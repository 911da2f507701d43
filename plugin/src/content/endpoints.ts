import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { audienceEndpoints } from './audience.endpoints';
import { SHOWS } from './audience';
import { decideEndpoints } from './decide.endpoints';
import { laneEndpoints } from './lane.endpoints';
import { mapEndpoints } from './map.endpoints';
import { previewEndpoints } from './preview.endpoints';
import { visitorEndpoints } from './visitor.endpoints';

export type { NamedSegment, OfferedSegment } from './audience.endpoints';
export type { MapBlock, MapEntry, MapFault } from './map.endpoints';

const place = z.object({
  contentType: z.string().describe('`api::page.page`'),
  typeName: z.string().describe('its display name'),
  isSingle: z.boolean().describe('a single type, of which there is one entry'),
  documentId: z.string(),
  locale: z.string().nullable(),
  /** The entry's main field, else its documentId. */
  title: z.string(),
  status: z.enum(['draft', 'published']),
  component: z.string().describe('`blocks.hero`; `plugin::attune.experience` for a variant of the entry'),
  componentName: z.string().describe("its display name, or the variant's name"),
  block: z.string().describe("the block's or the variant's key"),
  show: z.enum(SHOWS),
});

const limitedBlock = place.omit({ show: true }).extend({
  id: z.int().describe("the block's row; another in the draft than in what is published"),
  /** Null for one that cannot be read: nobody sees the block. */
  audience: z
    .object({
      show: z.enum(SHOWS),
      segments: z.array(z.string()),
      from: z.string().optional(),
      until: z.string().optional(),
      slot: z.string().optional(),
    })
    .nullable(),
  mayUnpublish: z.boolean().describe('false for a content type without drafts'),
});

export const contentEndpoints = {
  usage: defineEndpoint({
    id: 'content.usage',
    method: 'GET',
    path: '/content/usage',
    lane: 'admin',
    permission: 'content.read',
    summary: 'Which blocks, and variants of entries, are shown by segment, and where they stand.',
    input: z.object({ segment: z.string().max(120).optional().describe('only this segment key') }),
    answer: z.object({
      data: z.array(z.object({ segment: z.string(), places: z.array(place) })),
    }),
  }),
  ...audienceEndpoints,
  ...previewEndpoints,
  ...mapEndpoints,
  limited: defineEndpoint({
    id: 'content.limited',
    method: 'GET',
    path: '/content/limited',
    lane: 'admin',
    permission: 'content.detach',
    summary: 'Every block that is not simply shown to everyone: what removing the plugin would make public.',
    input: z.object({}),
    answer: z.object({ data: z.array(limitedBlock) }),
  }),
  free: defineEndpoint({
    id: 'content.free',
    method: 'POST',
    path: '/content/free',
    lane: 'admin',
    permission: 'content.detach',
    summary: 'Shows one block to everyone, as it stands in the draft or as published.',
    input: z.object({ component: z.string().max(200), id: z.int().positive() }),
    answer: z.object({ data: z.object({ freed: z.boolean() }) }),
  }),
  unpublish: defineEndpoint({
    id: 'content.unpublish',
    method: 'POST',
    path: '/content/unpublish',
    lane: 'admin',
    permission: 'content.detach',
    summary: 'Unpublishes an entry; its draft stays.',
    input: z.object({
      contentType: z.string().max(200),
      documentId: z.string().max(100),
      locale: z.string().max(20).nullish(),
    }),
    answer: z.object({ data: z.object({ unpublished: z.boolean() }) }),
  }),
  ...laneEndpoints,
  ...decideEndpoints,
  ...visitorEndpoints,
} as const;

/** A block that removing the plugin would make public, or publishing its draft afterwards. */
export type LimitedBlock = z.output<typeof limitedBlock>;

export type ContentPlace = z.output<typeof place>;
