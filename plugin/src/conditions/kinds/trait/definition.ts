import { z } from 'zod';

import type { TraitCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { filterSchema } from '../../filter/schema';
import { filterWords, valueWords } from '../../filter/words';
import { readingWords } from '../../reading';
import { traitBehaviour } from './behaviour';

export const traitDefinition = defineConditionKind<TraitCondition>({
  kind: 'trait',
  label: 'Trait',
  options: z.strictObject({ kind: z.literal('trait'), where: filterSchema }),
  behaviour: traitBehaviour,
  describe: ({ where }) => filterWords(where),
  explain: ({ where }, { actual }, groups) => readingWords(where, actual, valueWords, groups),
});
