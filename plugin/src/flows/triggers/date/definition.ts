import { z } from 'zod';

import {
  durationSchema,
  eventNameSchema,
  localTimeSchema,
  pathSchema,
  whereSchema,
  zoneSchema,
} from '../../names.schema';
import { defineFlowTrigger } from '../define';
import { date } from './behaviour';

export const dateKind = defineFlowTrigger({
  kind: 'date',
  label: 'A date',
  options: z.strictObject({
    field: pathSchema.describe('Trait, or property of the event'),
    event: z
      .strictObject({
        name: eventNameSchema.refine((name) => name !== '*', 'Choose one event.').describe('Event'),
        where: whereSchema.optional().describe('Only where'),
        key: pathSchema.optional().describe('the path in the properties that keeps runs apart: booking_id'),
      })
      .optional()
      .describe('Of an event'),
    shift: durationSchema.optional().describe('Not on it but'),
    direction: z.enum(['before', 'after']).optional().describe('Before or after'),
    at: localTimeSchema.optional().describe('Time of day'),
    yearly: z.boolean().optional().describe('Every year'),
    zone: zoneSchema.describe('Time zone of people whose own is not known'),
  }),
  behaviour: date,
});
