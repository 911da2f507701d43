import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { audienceEndpoints } from './audience.endpoints';
import { SHOWS } from './audience';
import { mapEndpoints } from './map.endpoints';
import { previewEndpoints } from './preview.endpoints';

export type { NamedSegment, OfferedSegment } from './audience.endpoints';
export type { MapBlock, MapEntry, MapFault } from './map.endpoints';

const place = z.object({
  contentType: z.string().describe('`api::page.page`'),
  typeName: z.string().describe('its display name'),
  documentId: z.string(),
  locale: z.string().nullable(),
  /** The entry's main field, else its documentId. */
  title: z.string(),
  status: z.enum(['draft', 'published']),
  component: z.string().describe('`blocks.hero`'),
  componentName: z.string(),
  block: z.string().describe("the block's key"),
  show: z.enum(SHOWS),
});

export const contentEndpoints = {
  usage: defineEndpoint({
    id: 'content.usage',
    method: 'GET',
    path: '/content/usage',
    lane: 'admin',
    permission: 'content.read',
    summary: 'Which blocks are shown by segment, and where they stand.',
    input: z.object({ segment: z.string().max(120).optional().describe('only this segment key') }),
    answer: z.object({
      data: z.array(z.object({ segment: z.string(), places: z.array(place) })),
    }),
  }),
  ...audienceEndpoints,
  ...previewEndpoints,
  ...mapEndpoints,
} as const;

export type ContentPlace = z.output<typeof place>;
