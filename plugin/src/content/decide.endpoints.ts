import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { MOST_DECIDED, NO_TOKENS } from './decision';

const address = z
  .string()
  .min(1)
  .max(4_096)
  .describe('path and query of a GET of the content API: `/api/pages?populate=*`');

const choice = z.object({
  url: z.string().describe('as it was asked for'),
  token: z.string().nullable().describe('for `Attune-Decision`'),
  reason: z.enum(NO_TOKENS).optional().describe('why there is no token'),
  expiresAt: z.number().nullable().describe('when the token ends; epoch milliseconds'),
  exposures: z
    .array(z.string())
    .describe('keys of the blocks that were chosen and are shown: the answer to the token does not say them'),
});

export const decideEndpoints = {
  decide: defineEndpoint({
    id: 'content.decide',
    method: 'POST',
    path: '/v1/decide',
    lane: 'public',
    summary:
      'Chooses for a visitor on each of these pages. Whoever sends a token as `Attune-Decision` with a GET of its page gets those choices, in an answer that caches may keep for all who have the same token.',
    input: z.object({
      visitor: z
        .string()
        .max(4_096)
        .optional()
        .describe('an anonymousId, or a signed visitor token; without one, a stranger'),
      context: z
        .record(z.string().max(64), z.json())
        .optional()
        .describe('what the website knows of the visit, as in `Attune-Context`'),
      urls: z.array(address).min(1).max(MOST_DECIDED),
      writeKey: z
        .string()
        .max(256)
        .optional()
        .describe(
          'in its place here, `Authorization` is free for the API token that the pages are read with',
        ),
    }),
    answer: z.object({ data: z.array(choice) }),
  }),
} as const;
