import type { TagCondition } from '../../condition';
import type { ConditionBehaviour } from '../../kind';

export const tagBehaviour: ConditionBehaviour<TagCondition> = {
  kind: 'tag',
  compile: ({ name }) => ({
    test: (facts) => facts.tags.has(name),
    find(facts, _now, found) {
      const value = facts.tags.has(name);
      found.until = Infinity;
      found.actual = value;
      return value;
    },
  }),
  needs: ({ name }) => ({ tags: [name] }),
};
