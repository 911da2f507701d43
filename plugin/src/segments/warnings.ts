/** What may be wrong with a segment. `docs/concepts/segment-health.md` defines each. */
export const SEGMENT_WARNINGS = [
  'small',
  'thin',
  'overlap',
  'still',
  'unused',
  'after-conversion',
  'broken',
] as const;

export type SegmentWarningCode = (typeof SEGMENT_WARNINGS)[number];
