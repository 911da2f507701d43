import { z } from 'zod';

import { describeDuration, describeMilliseconds } from '../../../duration';
import type { RecencyCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { filterSchema } from '../../filter/schema';
import { filterWords } from '../../filter/words';
import { nearest } from '../../nearest';
import { durationSchema } from '../../window.schema';
import { RECENCY_OPERATORS, recencyBehaviour } from './behaviour';

const WORDS: Readonly<Record<string, string>> = {
  $lt: 'less than',
  $lte: 'at most',
  $gt: 'more than',
  $gte: 'at least',
};

const value = z.record(z.string(), durationSchema).superRefine((bounds, context) => {
  const names = Object.keys(bounds);
  if (names.length === 0) context.addIssue({ code: 'custom', message: 'Say how long ago: { "$lt": "7d" }.' });
  for (const name of names) {
    if (RECENCY_OPERATORS.includes(name)) continue;
    const message = `Recency knows no operator "${name}". ${nearest(name, RECENCY_OPERATORS)}`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

const happened = ({ name, where, which }: RecencyCondition): string => {
  const filter = where ? ` with ${filterWords(where)}` : '';
  if (name === '*') return `${which === 'first' ? 'first' : 'last'} seen${filter}`;
  return `${which === 'first' ? 'first' : 'last'} "${name}"${filter}`;
};

export const recencyDefinition = defineConditionKind<RecencyCondition>({
  kind: 'recency',
  label: 'How long ago',
  options: z.strictObject({
    kind: z.literal('recency'),
    name: z.string().min(1).max(200).describe('* is any event'),
    where: filterSchema.optional(),
    which: z.enum(['last', 'first']).optional(),
    value,
  }),
  behaviour: recencyBehaviour,
  describe(options) {
    const bounds = Object.entries(options.value).map(
      ([operator, text]) => `${WORDS[operator] ?? operator} ${describeDuration(String(text))}`,
    );
    return `${happened(options)} ${bounds.join(' and ')} ago`;
  },
  explain: (options, { actual }) =>
    typeof actual === 'number'
      ? `${happened(options)} ${describeMilliseconds(actual)} ago`
      : `${happened(options)}: never`,
});
