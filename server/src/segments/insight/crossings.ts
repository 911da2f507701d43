import type { Facts } from '../../../../plugin/src';
import type { ReadySegment } from '../catalogue';
import type { PersonFacts } from '../person';

/** Somebody came into a segment, or left it. */
export interface Crossing {
  readonly at: number;
  /** The segment's key. */
  readonly segment: string;
  readonly entered: boolean;
}

/** How somebody stood in some segments at a moment, and their comings and goings since. */
export interface Standings {
  readonly inside: ReadonlySet<string>;
  /** In order. */
  readonly crossings: readonly Crossing[];
}

/** One that cannot be judged holds of nobody. */
const judged = (ask: () => { readonly value: boolean; readonly until: number | null }) => {
  try {
    return ask();
  } catch {
    return { value: false, until: null };
  }
};

/** More moments than this at which a person's segments could change are nobody's. */
const MOST_MOMENTS = 20_000;

/**
 * Judges segments over a stretch of time, as the ring would have: at each event, and whenever a window closes. `asked`
 * is in an order in which each can be judged, with all that they ask for. Both ends belong to the stretch.
 */
export const judgeStretch = (
  asked: readonly ReadySegment[],
  then: (at: number) => PersonFacts,
  moments: readonly number[],
  from: number,
  to: number,
): Standings => {
  const inside = new Set<string>();
  const crossings: Crossing[] = [];
  let first: ReadonlySet<string> | undefined;
  let next = 0;
  for (let at = from, turns = 0; at <= to && turns < MOST_MOMENTS; turns += 1) {
    const facts: Facts = { ...then(at), segments: inside };
    let until = Infinity;
    for (const { segment, whole, mixed } of asked) {
      const verdict = judged(() => (mixed?.atMost ?? whole).until(facts, at));
      if (verdict.until !== null && verdict.until > at) until = Math.min(until, verdict.until);
      if (verdict.value === inside.has(segment.key)) continue;
      if (verdict.value) inside.add(segment.key);
      else inside.delete(segment.key);
      if (first) crossings.push({ at, segment: segment.key, entered: verdict.value });
    }
    first ??= new Set(inside);
    while (next < moments.length && (moments[next] as number) <= at) next += 1;
    at = Math.min(until, moments[next] ?? Infinity);
  }
  return { inside: first ?? new Set(), crossings };
};

/** What two sources say, one after the other: whoever is in already does not come in again. */
export const joinCrossings = (
  inside: ReadonlySet<string>,
  crossings: readonly Crossing[],
): readonly Crossing[] => {
  const now = new Set(inside);
  return [...crossings]
    .sort((a, b) => a.at - b.at)
    .filter(({ segment, entered }) => {
      if (now.has(segment) === entered) return false;
      if (entered) now.add(segment);
      else now.delete(segment);
      return true;
    });
};
