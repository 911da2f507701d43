import { z } from 'zod';

import { conditionSchema } from '../../../conditions/schema';
import { stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { branch } from './behaviour';

export const branchStep = defineFlowStep({
  kind: 'branch',
  label: 'Branch',
  options: z.strictObject({
    ways: z
      .array(z.strictObject({ when: conditionSchema, next: stepNameSchema }))
      .min(1)
      .max(20)
      .describe('The first that holds is taken'),
    otherwise: stepNameSchema.describe('Otherwise'),
  }),
  behaviour: branch,
});
