import { z } from 'zod';

import { isJsonObject, type Json } from '../../../json';
import type { SessionCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { timesWords } from '../../figure/words';
import { pathsOf } from '../../filter';
import { filterSchema, numberTestSchema } from '../../filter/schema';
import { filterWords, valueWords } from '../../filter/words';
import { nearest } from '../../nearest';
import { windowWords } from '../../window';
import { windowSchema } from '../../window.schema';
import { sessionBehaviour } from './behaviour';
import { SESSION_FIELDS } from './sessions';

const options: z.ZodType<SessionCondition> = z
  .strictObject({
    kind: z.literal('session'),
    which: z.enum(['any', 'last', 'first']).optional(),
    where: filterSchema.optional().describe(`on ${SESSION_FIELDS.join(', ')}`),
    count: numberTestSchema.optional().describe('how many sessions pass'),
    within: windowSchema.optional().describe('sessions that began in it'),
  })
  .superRefine(({ which = 'any', where = {}, count }, context) => {
    if (which !== 'any' && count !== undefined) {
      const message = `There is one ${which} session: "count" goes with "which": "any".`;
      context.addIssue({ code: 'custom', path: ['count'], message });
    }
    for (const path of pathsOf(where)) {
      if ((SESSION_FIELDS as readonly string[]).includes(path)) continue;
      const message = `A session has no "${path.slice(0, 40)}". ${nearest(path, SESSION_FIELDS)}`;
      context.addIssue({ code: 'custom', path: ['where'], message });
    }
  });

const filter = ({ where }: SessionCondition): string => (where ? ` with ${filterWords(where)}` : '');

const isOne = ({ which }: SessionCondition): boolean => which === 'first' || which === 'last';

const fieldWords = (fields: Json): string =>
  isJsonObject(fields)
    ? SESSION_FIELDS.map((name) => `${name} ${valueWords(fields[name])}`).join(', ')
    : 'there was none';

export const sessionDefinition = defineConditionKind<SessionCondition>({
  kind: 'session',
  label: 'Visit',
  options,
  behaviour: sessionBehaviour,
  describe: (condition) =>
    isOne(condition)
      ? `had the ${condition.which} visit${windowWords(condition.within)}${filter(condition)}`
      : `visited${filter(condition)} ${timesWords(condition.count)}${windowWords(condition.within)}`,
  explain: (condition, { actual }) =>
    isOne(condition)
      ? `the ${condition.which} visit: ${fieldWords(actual)}`
      : `${String(actual)} visits${filter(condition)}${windowWords(condition.within)}`,
});
