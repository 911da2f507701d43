import { z } from 'zod';

import { defineEndpoint } from '../endpoints';
import { LANE_REASONS, LANES } from './lane';
import { REQUEST_FAULTS } from './request-faults';

const memory = z.object({
  entries: z.number(),
  bytes: z.number(),
  hits: z.number(),
  misses: z.number(),
  dropped: z.number().describe('answers that a write has ended'),
  overtaken: z.number().describe('answers not kept because a write came while they were made'),
});

export const laneEndpoints = {
  lanes: defineEndpoint({
    id: 'content.lanes',
    method: 'GET',
    path: '/content/lanes',
    lane: 'admin',
    permission: 'settings.read',
    summary:
      'How each route of the content API is answered, from memory or not, and why; and what that has spared.',
    input: z.object({}),
    answer: z.object({
      data: z.object({
        on: z.boolean(),
        deaf: z
          .boolean()
          .describe('writes of other instances are not heard of, so nothing is given from memory'),
        failures: z.number().describe('answers that the memory failed at, which Strapi then gave'),
        faults: z
          .record(z.enum(REQUEST_FAULTS), z.number())
          .describe('what requests said of their visitors and could not be taken, since this process began'),
        early: memory,
        behind: memory,
        routes: z.array(
          z.object({
            path: z.string(),
            handler: z.string(),
            lane: z.enum(LANES),
            why: z.array(z.enum(LANE_REASONS)),
          }),
        ),
      }),
    }),
  }),
} as const;
