import type { TraitCondition } from '../../condition';
import { compileFilter } from '../../filter';
import type { ConditionBehaviour } from '../../kind';
import { readingOf } from '../../reading';

export const traitBehaviour: ConditionBehaviour<TraitCondition> = {
  kind: 'trait',
  compile({ where }) {
    const holds = compileFilter(where);
    const reading = readingOf(where);
    return {
      test: (facts) => holds(facts.traits, facts.groups),
      reading: (facts) => reading(facts.traits),
    };
  },
  needs: () => ({}),
};
