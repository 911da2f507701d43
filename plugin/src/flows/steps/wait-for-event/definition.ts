import { z } from 'zod';

import { durationSchema, eventNameSchema, stepNameSchema, whereSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { waitForEvent } from './behaviour';

export const waitForEventStep = defineFlowStep({
  kind: 'wait-for-event',
  label: 'Wait for an event',
  options: z.strictObject({
    name: eventNameSchema.describe('Event'),
    where: whereSchema.optional().describe('Only when'),
    from: stepNameSchema.optional().meta({ title: 'Only of the mail sent by', input: 'mail' }),
    timeout: durationSchema.describe('At most').meta({ default: '24h' }),
    then: stepNameSchema.describe('When it happened'),
    otherwise: stepNameSchema.describe('When it did not'),
  }),
  behaviour: waitForEvent,
});
