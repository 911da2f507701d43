import { z } from 'zod';

import type { ContextCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { filterSchema } from '../../filter/schema';
import { filterWords, valueWords } from '../../filter/words';
import { readingWords } from '../../reading';
import { contextBehaviour } from './behaviour';

export const contextDefinition = defineConditionKind<ContextCondition>({
  kind: 'context',
  label: 'This visit',
  options: z.strictObject({ kind: z.literal('context'), where: filterSchema }),
  behaviour: contextBehaviour,
  describe: ({ where }) => `on this visit ${filterWords(where)}`,
  explain: ({ where }, { actual }) => `on this visit ${readingWords(where, actual, valueWords)}`,
});
