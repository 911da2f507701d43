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

/**
 * How a check stands that found nothing: it is well, or nobody can say yet: `young` has not been there for as long as it looks
 * back, `counting` waits for everybody to be judged, `broken` for a condition that can be, `unseen` for visitors; of `request`
 * only the visit decides.
 */
export const CHECK_STATES = ['well', 'young', 'counting', 'broken', 'unseen', 'request'] as const;
