import { z } from 'zod';

import { directionSchema } from '../../choices.schema';
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
    field: pathSchema.min(1, 'Choose the date.').meta({
      title: 'The date',
      description: 'A trait, such as birthday; with an event, one of its properties.',
    }),
    event: z
      .strictObject({
        name: eventNameSchema.refine((name) => name !== '*', 'Choose one event.').describe('Event'),
        where: whereSchema.optional().describe('Only when'),
        key: pathSchema.optional().meta({
          title: 'Once for each',
          description: 'A property of the event, such as booking_id. Empty: once for each person.',
        }),
      })
      .optional()
      .describe('The date of an event'),
    shift: durationSchema.optional().describe('Some time before or after it'),
    direction: directionSchema.optional(),
    at: localTimeSchema.optional().describe('At this time of day'),
    yearly: z.boolean().optional().describe('Every year'),
    zone: zoneSchema.meta({ title: 'Time zone', description: 'Of people whose own is not known.' }),
  }),
  behaviour: date,
});
