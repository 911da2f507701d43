import { z } from 'zod';

import { eventNameSchema, pathSchema, whereSchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { eventTrigger } from './behaviour';

export const eventTriggerKind = defineFlowTrigger({
  kind: 'event',
  label: 'An event',
  options: z.strictObject({
    name: eventNameSchema.describe('Event'),
    where: whereSchema.optional().describe('Only where'),
    key: pathSchema.optional().describe('the path in the properties that keeps runs apart: cart_id'),
  }),
  behaviour: eventTrigger,
});
