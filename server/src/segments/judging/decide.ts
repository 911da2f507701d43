import { noFacts, type Facts, type JsonObject } from '../../../../plugin/src';
import type { Catalogue, ReadySegment } from '../catalogue';
import { segmentsIn } from '../dependencies';
import { decideEach, type Decision } from './decide-each';
import { decodeParts } from './parts';
import { decideAll } from './together';
import type { KeptMembership } from './unjudged';

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
  return decideAll(catalogue, ready, requestFacts(context, inside), now, inside);
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
