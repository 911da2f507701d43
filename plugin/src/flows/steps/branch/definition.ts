import { z } from 'zod';

import type { Conditions } from '../../../conditions';
import { stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { createBranch } from './behaviour';

export const createBranchStep = (conditions: Conditions) =>
  defineFlowStep({
    kind: 'branch',
    label: 'Branch',
    options: z.strictObject({
      ways: z
        .array(
          z.strictObject({
            when: conditions.schema,
            next: stepNameSchema,
            label: z.string().min(1).max(80).optional(),
          }),
        )
        .min(1)
        .max(20)
        .describe('The first that holds is taken'),
      otherwise: stepNameSchema.describe('Otherwise'),
    }),
    behaviour: createBranch(conditions),
  });
