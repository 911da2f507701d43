import { z } from 'zod';

import type { Scoring } from './scoring';

const HOUR = 3_600_000;
const LONGEST_HALF_LIFE = 1_000 * 24 * HOUR;
const name = z.string().min(1).max(200);

/** Settings of the scores. */
export const scoringSchema: z.ZodType<Scoring> = z.strictObject({
  engagement: z.strictObject({
    weights: z
      .record(name, z.number().min(0).max(1_000_000))
      .describe('what an event is worth, by its name; * is any other'),
    halfLife: z.number().min(HOUR).max(LONGEST_HALF_LIFE).describe('milliseconds'),
    scale: z.number().min(0.01).max(1_000_000_000),
  }),
  rfm: z.strictObject({ event: name, amount: z.array(name).min(1).max(10) }),
});
