import { z } from 'zod';

import { durationSchema, pathSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { setTrait } from './behaviour';

export const setTraitStep = defineFlowStep({
  kind: 'set-trait',
  label: 'Set a trait',
  options: z
    .strictObject({
      name: z.string().trim().min(1, 'Name the trait.').max(120).meta({ title: 'Trait', input: 'trait' }),
      value: z
        .union([z.string().max(2_000), z.number(), z.boolean(), z.null()])
        .optional()
        .describe('Value'),
      from: pathSchema.optional().describe('Or the value of this property of the trigger'),
      expires: durationSchema.optional().describe('Not later than'),
      next: stepNameSchema.describe('Then'),
      failed: stepNameSchema.optional().describe('When it failed'),
    })
    .refine(({ value, from }) => (value === undefined) !== (from === undefined), {
      path: ['value'],
      message: 'Say either a value or where it is taken from.',
    }),
  behaviour: setTrait,
});
