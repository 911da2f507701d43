import { z } from 'zod';

import { defineEndpoint } from '../endpoints';

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
      }),
    }),
  }),
} as const;
