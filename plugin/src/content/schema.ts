import { z } from 'zod';

import { MOST_SEGMENTS, SHOWS } from './audience';

/** What the custom field accepts. The key is filled in by the server, so an editor's form may leave it out. */
export const audienceSchema = z.object({
  key: z.string().max(64).default(''),
  show: z.enum(SHOWS),
  segments: z.array(z.string().min(1).max(120)).max(MOST_SEGMENTS).default([]),
});
