import type { SegmentCondition } from '../../condition';
import type { ConditionBehaviour } from '../../kind';

export const segmentBehaviour: ConditionBehaviour<SegmentCondition> = {
  kind: 'segment',
  compile: ({ id }) => ({
    test: (facts) => facts.segments.has(id),
    find(facts, _now, found) {
      const value = facts.segments.has(id);
      found.until = Infinity;
      found.actual = value;
      return value;
    },
  }),
  needs: ({ id }) => ({ segments: [id] }),
};
