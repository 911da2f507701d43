import type { TagCondition } from '../../condition';
import type { Facts } from '../../facts';
import type { ConditionBehaviour } from '../../kind';

export const tagBehaviour: ConditionBehaviour<TagCondition> = {
  kind: 'tag',
  compile({ name }) {
    const test = (facts: Facts): boolean => facts.tags.has(name);
    return { test, reading: test };
  },
  needs: ({ name }) => ({ tags: [name] }),
};
