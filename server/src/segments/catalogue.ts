import {
  compileFrame,
  createFuseUntil,
  isPluginError,
  PluginError,
  splitCondition,
  type Condition,
  type Conditions,
  type Facts,
  type FusedUntil,
  type Judge,
} from '../../../plugin/src';
import type { Tx } from '../ports';
import { careOf, type Care } from './care';
import { askedIn, orderSegments, segmentsIn } from './dependencies';
import type { KeptGroups } from './groups/group';
import { refuseAmong } from './groups/known';
import { createHolding, type Holding } from './holding';
import type { KeptNames } from './kept-names';
import type { Narrow } from './narrowing/narrow';
import { narrowOf } from './narrowing/narrow-condition';
import type { Wanted } from './person';
import type { Segment } from './segment';
import type { SegmentStore } from './segment-store';
import { wantedBy } from './wanted';

type FrameJudge = (
  parts: readonly boolean[],
  facts: Facts,
  now: number,
) => { value: boolean; until: number | null };

/** A segment made ready to be judged. */
export interface ReadySegment {
  readonly segment: Segment;
  /** The whole condition, request included. */
  readonly whole: Judge;
  /** Of whom it holds, or of a mixed one could hold: for counting many people. */
  readonly holds: Holding;
  /** Null where the facts alone decide. */
  readonly mixed: MixedSegment | null;
  /** Whose change could change it. */
  readonly care: Care;
  /** What judging it takes. */
  readonly wanted: Wanted;
  /** Whom it could hold of, now or later; of a mixed one, whom it could be kept for. */
  narrow(now: number): Narrow;
}

/** A segment in which the request has a say. */
export interface MixedSegment {
  /** Everyone of whom the condition could hold; what is kept as membership. */
  readonly atMost: Judge;
  readonly parts: readonly Judge[];
  readonly frame: FrameJudge;
}

/** All segments at one moment. */
export interface Catalogue {
  /** In an order in which each can be judged; broken ones are left out. */
  readonly ready: readonly ReadySegment[];
  readonly byKey: ReadonlyMap<string, ReadySegment>;
  readonly byId: ReadonlyMap<string, ReadySegment>;
  /** By segment id: why one cannot be judged, in words. */
  readonly faults: ReadonlyMap<string, string>;
  readonly segments: readonly Segment[];
  /** Some of the ready ones as one function, in their order: it takes some milliseconds to write. */
  fuse(ready: readonly ReadySegment[]): FusedUntil;
}

/** Tells the leaves that only a request can decide, given the segments they may ask for. */
export const asksRequest =
  (conditions: Conditions, known: ReadonlyMap<string, Pick<ReadySegment, 'mixed'>>) =>
  (leaf: Condition): boolean =>
    conditions.needs(leaf).context || segmentsIn(leaf).some((key) => known.get(key)?.mixed !== null);

type Prepared = Omit<ReadySegment, 'segment'>;

/** Makes one condition ready, given the segments it may ask for. */
export const prepare = (
  conditions: Conditions,
  condition: Condition,
  known: ReadonlyMap<string, ReadySegment>,
): Prepared => {
  const whole = conditions.compile(condition);
  refuseAmong(Object.keys(conditions.groups()), condition);
  const missing = askedIn(condition, 'condition').find(({ key }) => !known.has(key));
  if (missing) {
    const key = missing.key.slice(0, 60);
    throw new PluginError('invalid', `It asks for the segment "${key}", which cannot be judged.`, {
      path: missing.path,
    });
  }
  const split = splitCondition(condition, asksRequest(conditions, known));
  const idOf = (key: string): string | undefined => {
    const one = known.get(key);
    return one?.mixed === null ? one.segment.id : undefined;
  };
  const told = {
    whole,
    holds: createHolding(conditions, split.atMost),
    care: careOf(conditions, condition),
    wanted: wantedBy(conditions, [condition]),
    narrow: (now: number) => narrowOf(conditions, split.atMost, now, idOf),
  };
  if (split.parts.length === 1 && 'part' in split.frame) return { ...told, mixed: null };
  return {
    ...told,
    mixed: {
      atMost: conditions.compile(split.atMost),
      parts: split.parts.map(conditions.compile),
      frame: compileFrame(split.frame, conditions.compile),
    },
  };
};

const catalogueOf = (conditions: Conditions, segments: readonly Segment[]): Catalogue => {
  const { order, cycles } = orderSegments(segments);
  const faults = new Map<string, string>();
  const byKey = new Map<string, ReadySegment>();
  for (const { id, key } of segments) {
    const circle = cycles.get(key);
    if (circle) faults.set(id, `It asks for itself: ${circle.join(' → ')}.`);
  }
  for (const segment of order) {
    try {
      byKey.set(segment.key, { segment, ...prepare(conditions, segment.condition, byKey) });
    } catch (error) {
      faults.set(segment.id, error instanceof Error ? error.message : 'It cannot be judged.');
    }
  }
  const ready = [...byKey.values()];
  return {
    ready,
    byKey,
    byId: new Map(ready.map((one) => [one.segment.id, one])),
    faults,
    segments,
    fuse: (some) => createFuseUntil(conditions.compile)(some.map(({ segment }) => segment.condition)),
  };
};

export interface CatalogueReader {
  /** As the transaction sees it; built anew only when something was changed. */
  read(tx: Tx | null): Promise<Catalogue>;
  /** At most a second old, for requests: another process may have changed something meanwhile. */
  recent(now: number): Promise<Catalogue>;
  /** The same without waiting; undefined when it must be looked for first. */
  atHand(now: number): Catalogue | undefined;
  /** This process has changed something. */
  forget(): void;
}

const RECENT_MS = 1_000;

export interface CatalogueNeeds {
  readonly store: SegmentStore;
  readonly conditions: Conditions;
  /** How events are weighed: with other weights a score looks at other events. */
  readonly scoring?: (() => unknown) | undefined;
  /** What the conditions are judged and told by; kept up to date with what is read. */
  readonly groups?: KeptGroups | undefined;
  readonly names?: KeptNames | undefined;
}

export const createCatalogueReader = ({
  store,
  conditions,
  scoring = () => undefined,
  groups,
  names,
}: CatalogueNeeds): CatalogueReader => {
  let known: { readonly stamp: string; readonly scoring: unknown; readonly catalogue: Catalogue } | undefined;
  let checkedAt = -Infinity;

  const read = async (tx: Tx | null): Promise<Catalogue> => {
    const stamp = await store.stamp(tx);
    const weighed = scoring();
    if (known?.stamp === stamp && known.scoring === weighed) return known.catalogue;
    await groups?.follow(await store.groupHeads(tx), (keys) => store.groups(tx, keys));
    const segments = await store.all(tx);
    const catalogue = catalogueOf(conditions, segments);
    names?.follow(segments);
    known = { stamp, scoring: weighed, catalogue };
    return catalogue;
  };
  const atHand = (now: number): Catalogue | undefined =>
    known && now - checkedAt < RECENT_MS && now >= checkedAt ? known.catalogue : undefined;
  return {
    read,
    atHand,
    async recent(now) {
      const before = atHand(now);
      if (before) return before;
      const catalogue = await read(null);
      checkedAt = now;
      return catalogue;
    },
    forget() {
      checkedAt = -Infinity;
    },
  };
};

/** Words for a person about what went wrong, without anybody's data. */
export const faultWords = (error: unknown): string =>
  isPluginError(error) ? error.message : 'It could not be judged.';
