import { z } from 'zod';

import { drawnBySchema } from '../../choices.schema';
import { shareSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { holdout } from './behaviour';

export const holdoutStep = defineFlowStep({
  kind: 'holdout',
  label: 'Holdout',
  options: z.strictObject({
    share: shareSchema.meta({ title: 'Keep out, in percent', default: 10 }),
    by: drawnBySchema.optional(),
    next: stepNameSchema.describe('The others go on to'),
  }),
  behaviour: holdout,
});
