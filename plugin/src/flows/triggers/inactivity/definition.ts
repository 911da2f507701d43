import { z } from 'zod';

import { durationSchema, eventNameSchema, whereSchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { inactivity } from './behaviour';

export const inactivityKind = defineFlowTrigger({
  kind: 'inactivity',
  label: 'Nothing happens',
  options: z.strictObject({
    for: durationSchema.describe('For'),
    name: eventNameSchema.optional().describe('Not this event; any when left out'),
    where: whereSchema.optional().describe('Only where'),
  }),
  behaviour: inactivity,
});
