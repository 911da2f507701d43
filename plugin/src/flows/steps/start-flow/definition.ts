import { z } from 'zod';

import { durationSchema, stepNameSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { startFlow } from './behaviour';

export const startFlowStep = defineFlowStep({
  kind: 'start-flow',
  label: 'Start another flow',
  options: z.strictObject({
    flow: z.string().min(1, 'Choose a flow.').max(80).meta({ title: 'Flow', input: 'flow' }),
    expires: durationSchema.optional().describe('Not later than'),
    next: stepNameSchema.describe('Then'),
    failed: stepNameSchema.optional().describe('When it failed'),
  }),
  behaviour: startFlow,
});
