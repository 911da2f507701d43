import type { SegmentCondition } from '../../condition';
import type { Facts } from '../../facts';
import type { ConditionBehaviour } from '../../kind';

export const segmentBehaviour: ConditionBehaviour<SegmentCondition> = {
  kind: 'segment',
  compile({ id }) {
    const test = (facts: Facts): boolean => facts.segments.has(id);
    return { test, reading: test };
  },
  needs: ({ id }) => ({ segments: [id] }),
};
