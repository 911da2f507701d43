import { z } from 'zod';

import type { EventCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { filterSchema, numberTestSchema } from '../../filter/schema';
import { filterWords, testWords } from '../../filter/words';
import type { Json } from '../../../json';
import { isWindow, windowWords } from '../../window';
import { eventBehaviour } from './behaviour';

const options = z
  .strictObject({
    kind: z.literal('event'),
    name: z.string().min(1).max(200),
    where: filterSchema.optional(),
    count: numberTestSchema.optional(),
    sum: z.string().min(1).max(200).optional().describe('the path of a number in the properties'),
    value: numberTestSchema.optional().describe('what the sum must be'),
    within: z
      .string()
      .refine(isWindow, 'A window reads 90s, 15m, 24h, 7d, today, this week, this month or this year.')
      .optional(),
  })
  .refine(({ sum, value }) => (sum === undefined) === (value === undefined), {
    path: ['value'],
    message: '"sum" and "value" go together.',
  })
  .refine(({ sum, count }) => sum === undefined || count === undefined, {
    path: ['count'],
    message: 'A condition counts or adds up, not both: put two into an "all".',
  });

const subject = (name: string): string => (name === '*' ? 'any event' : `"${name}"`);

const times = (count: Json | undefined): string => {
  if (count === undefined) return 'at least once';
  if (typeof count !== 'object' || count === null) return `exactly ${String(count)} times`;
  const entries = Object.entries(count);
  const [[operator, amount] = []] = entries;
  if (entries.length === 1 && operator === '$gte')
    return amount === 1 ? 'at least once' : `at least ${amount} times`;
  if (entries.length === 1 && operator === '$eq' && amount === 0) return 'never';
  return `a number of times that ${testWords(count)}`;
};

const where = (filter: EventCondition['where']): string => (filter ? ` with ${filterWords(filter)}` : '');

export const eventDefinition = defineConditionKind<EventCondition>({
  kind: 'event',
  label: 'Event',
  options,
  behaviour: eventBehaviour,
  describe: ({ name, where: filter, count, sum, value, within }) =>
    sum === undefined
      ? `did ${subject(name)}${where(filter)} ${times(count)}${windowWords(within)}`
      : `the sum of ${sum} over ${subject(name)}${where(filter)}${windowWords(within)} ${testWords(value ?? null)}`,
  explain: ({ name, where: filter, sum, within }, { actual }) =>
    sum === undefined
      ? `${String(actual)} × ${subject(name)}${where(filter)}${windowWords(within)}`
      : `the sum of ${sum} over ${subject(name)}${where(filter)} is ${String(actual)}${windowWords(within)}`,
});
