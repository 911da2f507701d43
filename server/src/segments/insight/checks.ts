import { SEGMENT_WARNINGS, type SegmentCheck, type SegmentWarning } from '../../../../plugin/src';
import type { SegmentView } from '../showing/viewer';
import { DAY, STILL_DAYS, THINNEST, UNUSED_DAYS, type Surroundings } from './health';

type State = Pick<SegmentCheck, 'state' | 'from'>;

const WELL: State = { state: 'well', from: null };
const stands = (state: SegmentCheck['state']): State => ({ state, from: null });

/** Known once the segment has been there for as long as the check looks back. */
const once = (from: number, now: number): State => (from < now ? WELL : { state: 'young', from });

/** Undefined: another warning has answered this already. */
const stateOf = (
  code: SegmentCheck['code'],
  { segment, size, atMost }: SegmentView,
  { now, traffic, moves, usedAt }: Surroundings,
): State | undefined => {
  const { id, key, createdAt, updatedAt, conditionAt } = segment;
  const moved = moves(id);
  const isQuiet = moved.entered + moved.left === 0;
  // Everybody who was judged in comes into a condition that is new.
  const since = Math.max(createdAt, isQuiet ? updatedAt : conditionAt);
  switch (code) {
    case 'small':
    case 'overlap':
      return atMost ? stands('request') : WELL;
    case 'thin':
      if (atMost) return stands('request');
      if (traffic === 0) return stands('unseen');
      return size / traffic < THINNEST ? undefined : WELL;
    case 'still':
      return once(since + STILL_DAYS * DAY, now);
    case 'unused': {
      const used = usedAt(key);
      const counts = UNUSED_DAYS * DAY;
      if (used !== null && now - used <= counts) return WELL;
      return once(Math.max(createdAt, updatedAt) + counts, now);
    }
    default:
      return WELL;
  }
};

/** How the checks stand that have warned of nothing; `around` is undefined while nobody has looked yet. */
export const checksOf = (
  view: SegmentView,
  warnings: readonly SegmentWarning[],
  around: Surroundings | undefined,
): readonly SegmentCheck[] => {
  const stateFor = (code: SegmentCheck['code']): State | undefined => {
    if (code === 'broken') return WELL;
    if (view.fault !== null) return stands('broken');
    if (view.segment.bulk !== null || !around) return stands('counting');
    return stateOf(code, view, around);
  };
  const warned = new Set(warnings.map(({ code }) => code));
  return SEGMENT_WARNINGS.filter((code) => !warned.has(code)).flatMap((code) => {
    const state = stateFor(code);
    return state ? [{ code, ...state }] : [];
  });
};
