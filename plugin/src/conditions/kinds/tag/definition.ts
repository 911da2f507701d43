import { z } from 'zod';

import type { TagCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { tagBehaviour } from './behaviour';

export const tagDefinition = defineConditionKind<TagCondition>({
  kind: 'tag',
  label: 'Tag',
  options: z.strictObject({ kind: z.literal('tag'), name: z.string().min(1).max(100) }),
  behaviour: tagBehaviour,
  describe: ({ name }) => `tagged "${name}"`,
  explain: ({ name }, { value }) => `${value ? 'tagged' : 'not tagged'} "${name}"`,
});
