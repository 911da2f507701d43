import { z } from 'zod';

import { eventNameSchema, pathSchema, whereSchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { eventTrigger } from './behaviour';

export const eventTriggerKind = defineFlowTrigger({
  kind: 'event',
  label: 'An event',
  options: z.strictObject({
    name: eventNameSchema.describe('Event'),
    where: whereSchema.optional().describe('Only when'),
    key: pathSchema.optional().meta({
      title: 'Once for each',
      description: 'A property of the event, such as cart_id. Empty: once for each person.',
    }),
  }),
  behaviour: eventTrigger,
});
