import type { SegmentCondition } from '../../condition';
import type { ConditionBehaviour } from '../../kind';

export const segmentBehaviour: ConditionBehaviour<SegmentCondition> = {
  kind: 'segment',
  compile: ({ id }) => ({
    test: (facts) => facts.segments.has(id),
    find(facts) {
      const value = facts.segments.has(id);
      return { value, until: Infinity, actual: value };
    },
  }),
  needs: ({ id }) => ({ segments: [id] }),
};
