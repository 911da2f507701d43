import type { TraitCondition } from '../../condition';
import { compileWhere } from '../../groups';
import type { ConditionBehaviour } from '../../kind';
import { readingOf } from '../../reading';

export const traitBehaviour: ConditionBehaviour<TraitCondition> = {
  kind: 'trait',
  compile({ where }, tools) {
    const holds = compileWhere(where, tools);
    const reading = readingOf(where);
    return {
      test: (facts) => holds(facts.traits, facts),
      reading: (facts) => reading(facts.traits),
    };
  },
  needs: () => ({}),
};
