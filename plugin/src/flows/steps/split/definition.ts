import { z } from 'zod';

import { drawnBySchema } from '../../choices.schema';
import { shareSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { split } from './behaviour';

/** Shares are written with two decimals at most; sums of such decimals miss by less than this. */
const MAY_MISS = 1e-6;

export const splitStep = defineFlowStep({
  kind: 'split',
  label: 'Split at random',
  options: z.strictObject({
    ways: z
      .array(
        z.strictObject({
          share: shareSchema.meta({ title: 'Share in percent', default: 50 }),
          next: stepNameSchema.describe('Then'),
        }),
      )
      .min(2, 'A split has two ways at least.')
      .max(20)
      .refine(
        (ways) => Math.abs(ways.reduce((sum, { share }) => sum + share, 0) - 100) < MAY_MISS,
        'The shares must make 100 % together.',
      )
      .describe('Ways'),
    by: drawnBySchema.optional(),
  }),
  behaviour: split,
});
