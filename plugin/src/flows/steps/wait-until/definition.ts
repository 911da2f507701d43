import { z } from 'zod';

import { directionSchema, weekdaysSchema } from '../../choices.schema';
import { durationSchema, localTimeSchema, pathSchema, stepNameSchema, zoneSchema } from '../../names.schema';
import { defineFlowStep } from '../../step';
import { waitUntil } from './behaviour';

export const waitUntilStep = defineFlowStep({
  kind: 'wait-until',
  label: 'Wait until',
  options: z
    .strictObject({
      at: localTimeSchema.optional().describe('Time of day'),
      to: localTimeSchema.optional().describe('Or any time until'),
      weekdays: weekdaysSchema.optional().describe('Only on'),
      date: z
        .strictObject({
          of: z
            .enum(['profile', 'trigger'])
            .meta({ title: 'Date of', words: { profile: 'The person', trigger: 'What began the flow' } }),
          field: pathSchema.describe('Field'),
          shift: durationSchema.optional().describe('Some time before or after it'),
          direction: directionSchema.optional(),
        })
        .optional()
        .describe('A date'),
      zone: zoneSchema.meta({ title: 'Time zone', description: 'Of people whose own is not known.' }),
      next: stepNameSchema.describe('Then'),
      otherwise: stepNameSchema.optional().describe('When there is no such date, or it has passed'),
    })
    .refine(
      ({ at, weekdays = [], date }) => at !== undefined || weekdays.length > 0 || date !== undefined,
      'Say what is waited for: a time of day, weekdays or a date.',
    )
    .refine(({ at, to }) => to === undefined || at !== undefined, {
      path: ['at'],
      message: 'Say from when: a stretch of the day has two ends.',
    })
    .refine(({ at, to }) => to === undefined || at !== to, {
      path: ['to'],
      message: 'The stretch of the day is empty.',
    }),
  behaviour: waitUntil,
});
