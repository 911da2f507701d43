import { z } from 'zod';

import { durationSchema, eventNameSchema, whereSchema } from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { inactivity } from './behaviour';

export const inactivityKind = defineFlowTrigger({
  kind: 'inactivity',
  label: 'Nothing happens',
  options: z.strictObject({
    for: durationSchema.describe('For').meta({ examples: ['7d', '30d', '90d'] }),
    name: eventNameSchema
      .optional()
      .meta({ title: 'Not this', description: 'Empty: they did nothing at all.' }),
    where: whereSchema.optional().describe('Only when'),
  }),
  behaviour: inactivity,
});
