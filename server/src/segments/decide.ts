import { noFacts, type Facts, type JsonObject } from '../../../plugin/src';
import type { Catalogue, ReadySegment } from './catalogue';
import { decodeParts } from './parts';
import type { Membership } from './segment';

export interface Decision {
  /** Whether the visitor is in right now, by key; a segment that cannot be judged is not among them. */
  readonly standing: ReadonlyMap<string, boolean>;
  /** When the request's own part could change by the clock alone. */
  readonly until: number | null;
}

const decideEach = (
  ready: readonly ReadySegment[],
  judge: (one: ReadySegment) => { readonly value: boolean; readonly until: number | null },
  inside: Set<string>,
): Decision => {
  const standing = new Map<string, boolean>();
  let until = Infinity;
  for (const one of ready) {
    const { value, until: then } = judge(one);
    standing.set(one.segment.key, value);
    if (value) inside.add(one.segment.key);
    until = Math.min(until, then ?? Infinity);
  }
  return { standing, until: until === Infinity ? null : until };
};

/** A stranger: an empty profile plus what the request says. */
export const decideStranger = ({ ready }: Catalogue, context: JsonObject, now: number): Decision => {
  const inside = new Set<string>();
  const facts: Facts = { ...noFacts(context), segments: inside };
  return decideEach(ready, ({ whole }) => whole(facts, now), inside);
};

/** Somebody known: the memberships as they are kept, and the request's part judged now. */
export const decideKnown = (
  { ready }: Catalogue,
  memberships: readonly Membership[],
  context: JsonObject,
  now: number,
): Decision => {
  const byId = new Map(memberships.map((membership) => [membership.segmentId, membership]));
  const inside = new Set<string>();
  const facts: Facts = { ...noFacts(context), segments: inside };
  return decideEach(
    ready,
    ({ segment, mixed }) => {
      const membership = byId.get(segment.id);
      if (!mixed) return { value: membership !== undefined, until: null };
      // Without facts of its own it is kept for nobody, and open to everybody.
      if (!membership && mixed.parts.length > 0) return { value: false, until: null };
      return mixed.frame(decodeParts(membership?.parts ?? ''), facts, now);
    },
    inside,
  );
};
