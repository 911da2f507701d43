import { noFacts, type Facts, type JsonObject } from '../../../../plugin/src';
import type { Catalogue, ReadySegment } from '../catalogue';
import { segmentsIn } from '../dependencies';
import { decodeParts } from './parts';
import type { KeptMembership } from './unjudged';

export interface Decision {
  /** Whether the visitor is in right now, by key; a segment that cannot be judged is not among them. */
  readonly standing: ReadonlyMap<string, boolean>;
  /** When the request's own part could change by the clock alone. */
  readonly until: number | null;
  /** Keys of those whose judging failed. */
  readonly failed: readonly string[];
}

/**
 * Each as it is judged, in an order in which each comes after those it asks for. One that fails stops no other: it and
 * those that ask for it are neither in nor out.
 */
export const decideEach = (
  ready: readonly ReadySegment[],
  judge: (one: ReadySegment) => { readonly value: boolean; readonly until: number | null },
  inside: Set<string>,
): Decision => {
  const standing = new Map<string, boolean>();
  const failed: string[] = [];
  const unknown = new Set<string>();
  let until = Infinity;
  for (const one of ready) {
    const { key, condition } = one.segment;
    if (unknown.size > 0 && segmentsIn(condition).some((asked) => unknown.has(asked))) {
      unknown.add(key);
      continue;
    }
    try {
      const { value, until: then } = judge(one);
      standing.set(key, value);
      if (value) inside.add(key);
      until = Math.min(until, then ?? Infinity);
    } catch {
      unknown.add(key);
      failed.push(key);
    }
  }
  return { standing, until: until === Infinity ? null : until, failed };
};

/** What a request says, made when a condition asks for it: to tell a device or a local time is work. */
export type RequestContext = () => JsonObject;

const requestFacts = (context: RequestContext, segments: ReadonlySet<string>): Facts => {
  let made: JsonObject | undefined;
  return {
    ...noFacts(),
    segments,
    get context() {
      return (made ??= context());
    },
  };
};

const narrowed = new WeakMap<Catalogue, WeakMap<ReadonlySet<string>, readonly ReadySegment[]>>();

/** Those that these keys name, and those that they ask for in turn. */
const readyFor = (catalogue: Catalogue, keys: ReadonlySet<string> | undefined): readonly ReadySegment[] => {
  if (!keys) return catalogue.ready;
  const known = narrowed.get(catalogue) ?? new WeakMap<ReadonlySet<string>, readonly ReadySegment[]>();
  narrowed.set(catalogue, known);
  const before = known.get(keys);
  if (before) return before;
  const needed = new Set(keys);
  for (const { segment } of [...catalogue.ready].reverse()) {
    if (needed.has(segment.key)) for (const key of segmentsIn(segment.condition)) needed.add(key);
  }
  const ready = catalogue.ready.filter(({ segment }) => needed.has(segment.key));
  known.set(keys, ready);
  return ready;
};

/** A stranger: an empty profile plus what the request says. With keys, those alone are judged. */
export const decideStranger = (
  catalogue: Catalogue,
  context: RequestContext,
  now: number,
  keys?: ReadonlySet<string>,
): Decision => {
  const ready = readyFor(catalogue, keys);
  const inside = new Set<string>();
  const facts = requestFacts(context, inside);
  return decideEach(ready, ({ whole }) => whole(facts, now), inside);
};

/** Somebody known: the memberships as they are kept, save of what failed on them, and the request's part judged now. */
export const decideKnown = (
  catalogue: Catalogue,
  memberships: readonly KeptMembership[],
  context: RequestContext,
  now: number,
  keys?: ReadonlySet<string>,
): Decision => {
  const ready = readyFor(catalogue, keys);
  const byId = new Map<string, KeptMembership>();
  const failures = new Map<string, number>();
  for (const one of memberships) {
    if (one.failed === undefined) byId.set(one.segmentId, one);
    else failures.set(one.segmentId, one.failed);
  }
  const inside = new Set<string>();
  const facts = requestFacts(context, inside);
  return decideEach(
    ready,
    ({ segment, mixed }) => {
      if (failures.get(segment.id) === segment.revision) throw new Error('It failed on this person.');
      const membership = byId.get(segment.id);
      if (!mixed) return { value: membership !== undefined, until: null };
      // Without facts of its own it is kept for nobody, and open to everybody.
      if (!membership && mixed.parts.length > 0) return { value: false, until: null };
      return mixed.frame(decodeParts(membership?.parts ?? ''), facts, now);
    },
    inside,
  );
};
