import { z } from 'zod';

import { durationSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { wait } from './behaviour';

export const waitStep = defineFlowStep({
  kind: 'wait',
  label: 'Wait',
  options: z.strictObject({
    for: durationSchema.describe('How long'),
    next: stepNameSchema.describe('Then'),
  }),
  behaviour: wait,
});
