import { z } from 'zod';

import { weekdaysSchema } from '../choices.schema';
import { durationSchema, localTimeSchema, zoneSchema } from '../names.schema';
import { PRIORITIES } from './rules';

const hours = z
  .strictObject({
    quietFrom: localTimeSchema.optional().describe('Quiet from'),
    quietTo: localTimeSchema.optional().describe('Quiet until'),
    weekdays: weekdaysSchema.optional().describe('Only on'),
    zone: zoneSchema.meta({ title: 'Time zone', description: 'Of people whose own is not known.' }),
  })
  .refine(({ quietFrom, quietTo }) => (quietFrom === undefined) === (quietTo === undefined), {
    path: ['quietTo'],
    message: 'Quiet hours have two ends.',
  })
  .refine(({ quietFrom, quietTo }) => quietFrom === undefined || quietFrom !== quietTo, {
    path: ['quietTo'],
    message: 'The quiet hours are empty.',
  })
  .refine(({ quietFrom, weekdays = [] }) => quietFrom !== undefined || weekdays.length > 0, {
    message: 'Say when mails may go: quiet hours, or days.',
  });

const cap = z.strictObject({
  most: z
    .number()
    .int()
    .min(0, 'At least 0.')
    .max(1_000, 'At most 1,000.')
    .meta({ description: 'At most so many mails (0: none, ever)', default: 3 }),
  within: durationSchema.meta({ description: 'In', default: '7d' }),
  otherwise: z
    .enum(['wait', 'skip'])
    .optional()
    .meta({
      ...{ title: 'One too many', default: 'wait' },
      words: { wait: 'Waits for room', skip: 'Is left out' },
    }),
});

/** What holds the mails of a flow back. */
export const flowRulesSchema = z.strictObject({
  hours: hours.optional().describe('Quiet hours and days'),
  cap: cap.optional().describe('Cap over all flows'),
  priority: z
    .enum(PRIORITIES)
    .optional()
    .meta({
      ...{ title: 'Where several mails want one place', default: 'normal' },
      words: { low: 'It lets others go first', normal: 'As any other', high: 'It goes first' },
    }),
  perMinute: z
    .number()
    .int('A whole number.')
    .min(1, 'At least 1 a minute.')
    .max(60_000, 'At most 60,000 a minute.')
    .optional()
    .describe('Mails a minute'),
});
