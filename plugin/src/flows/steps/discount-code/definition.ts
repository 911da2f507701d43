import { z } from 'zod';

import { durationSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { discountCode } from './behaviour';
import { isCodePattern } from './pattern';

export const discountCodeStep = defineFlowStep({
  kind: 'discount-code',
  label: 'Discount code',
  options: z.strictObject({
    pattern: z
      .string()
      .trim()
      .refine(
        isCodePattern,
        'A pattern is written as SPRING-{6}: letters, digits, "-" and "_", four drawn signs at least, 60 at most in all.',
      )
      .describe('Pattern'),
    expires: durationSchema.optional().describe('Not later than'),
    next: stepNameSchema.describe('Then'),
    failed: stepNameSchema.optional().describe('When it failed'),
  }),
  behaviour: discountCode,
});
