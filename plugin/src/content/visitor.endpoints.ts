import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { DEVICES } from './preview.schema';

/** For a website to say it above the page. */
const previewed = z
  .object({
    who: z.enum(['stranger', 'segments', 'person']),
    names: z.array(z.string()).describe('of the segments, or of the person, as far as they have one'),
    device: z.enum(DEVICES).optional(),
    at: z.number().optional().describe('epoch milliseconds; left out, it is now'),
    timezone: z.string().optional().describe('of whoever opened the preview'),
  })
  .optional()
  .describe('under the token of a preview that is not over: as whom the page is looked at');

export const visitorEndpoints = {
  visitor: defineEndpoint({
    id: 'content.visitor',
    method: 'GET',
    path: '/v1/visitor',
    lane: 'public',
    summary:
      "What a website's server may know of a visitor whom it names by `Attune-Visitor` or the cookie, with `Attune-Context`. Server keys only.",
    input: z.object({}),
    answer: z.object({
      data: z.object({
        segments: z
          .array(z.string())
          .describe('keys of the segments they are in, those of the visit included'),
        traits: z
          .record(z.string(), z.json())
          .describe('of those named in content.mergeTags; of a proven person who has agreed, else empty'),
        preview: previewed,
      }),
    }),
  }),
} as const;
