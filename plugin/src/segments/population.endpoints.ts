import { z } from 'zod';

import { defineEndpoint } from '../endpoints';

const shownPopulations = z.object({
  data: z.array(
    z.object({
      /** The figure, as stable JSON. */
      key: z.string(),
      refreshedAt: z.number(),
      n: z.number(),
      mean: z.number(),
      sd: z.number(),
    }),
  ),
});

export const populationEndpoints = {
  populations: defineEndpoint({
    id: 'segments.populations',
    method: 'GET',
    path: '/segments/populations',
    lane: 'admin',
    permission: 'segments.read',
    summary: 'Figures that are compared among all people, and when each was refreshed.',
    input: z.object({}),
    answer: shownPopulations,
  }),
  refreshPopulations: defineEndpoint({
    id: 'segments.refreshPopulations',
    method: 'POST',
    path: '/segments/populations/refresh',
    lane: 'admin',
    permission: 'segments.update',
    summary: 'Refreshes them now; segments that ask for them are judged anew.',
    input: z.object({}),
    answer: shownPopulations,
  }),
} as const;
