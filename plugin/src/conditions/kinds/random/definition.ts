import { z } from 'zod';

import type { RandomCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { randomBehaviour } from './behaviour';

const percent = (share: number): string => `${Math.round(share * 10_000) / 100} %`;

export const randomDefinition = defineConditionKind<RandomCondition>({
  kind: 'random',
  label: 'Random share',
  options: z.strictObject({
    kind: z.literal('random'),
    salt: z.string().min(1).max(100).describe('another salt chooses other people'),
    share: z.number().min(0).max(1).describe('0.1 is ten in a hundred'),
  }),
  behaviour: randomBehaviour,
  describe: ({ salt, share }) => `among the ${percent(share)} of people drawn for "${salt}"`,
  explain: ({ salt, share }, { actual }) =>
    typeof actual === 'number'
      ? `drawn at ${percent(actual)} for "${salt}", of which the first ${percent(share)} are in`
      : `nobody known, and so not drawn for "${salt}"`,
});
