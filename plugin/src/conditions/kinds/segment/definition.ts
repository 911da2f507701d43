import { z } from 'zod';

import type { SegmentCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { segmentBehaviour } from './behaviour';

export const segmentDefinition = defineConditionKind<SegmentCondition>({
  kind: 'segment',
  label: 'Segment',
  options: z.strictObject({
    kind: z.literal('segment'),
    id: z.string().min(1).max(60).describe("the segment's key"),
  }),
  behaviour: segmentBehaviour,
  describe: ({ id }, names) => `in the segment "${names.segment(id)}"`,
  explain: ({ id }, { value }, _groups, names) =>
    `${value ? 'in' : 'not in'} the segment "${names.segment(id)}"`,
});
