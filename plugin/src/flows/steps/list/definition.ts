import { z } from 'zod';

import { changeSchema } from '../../choices.schema';
import { durationSchema, segmentKeySchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { list } from './behaviour';

export const listStep = defineFlowStep({
  kind: 'list',
  label: 'Static list',
  options: z.strictObject({
    change: changeSchema,
    segment: segmentKeySchema.meta({ title: 'Static segment', input: 'list' }),
    expires: durationSchema.optional().describe('Not later than'),
    next: stepNameSchema.describe('Then'),
    failed: stepNameSchema.optional().describe('When it failed'),
  }),
  behaviour: list,
});
