import type { Clock, Log, Transact, Tx } from '../../ports';
import { segmentAnew, type Due } from '../../profiles';
import { faultWords, type CatalogueReader, type ReadySegment } from '../catalogue';
import { isAnyOfThem, judgePortions, PORTION, withAskers } from './judge-many';
import { isKept, type Asks, type Judging } from '../judging/judging';
import { isLookedFor, type Narrow } from '../narrowing/narrow';
import { createPace } from './pace';
import type { People } from '../person';
import type { Bulk, Segment } from '../segment';
import type { SegmentStore } from '../segment-store';

interface Needs {
  readonly store: SegmentStore;
  readonly people: People;
  readonly catalogue: CatalogueReader;
  readonly judging: Judging;
  readonly transact: Transact;
  readonly now: Clock;
  readonly log: Log;
  readonly queueEach: (tx: Tx, rows: readonly Due[]) => Promise<void>;
  /** How many wait to be looked at already, counted up to so many. */
  readonly waiting: (most: number) => Promise<number>;
  /** Whether anybody hears of a segment's comings and goings: else nobody need be queued for them. */
  readonly heard: (key: string) => Promise<boolean>;
  readonly failed: (segmentId: string, words: string) => void;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

/** People judged in one transaction: what an acknowledgement of an event may wait for. */
const SLICE = 400;
/** Profiles passed over in one look for candidates. */
const FIRST_STRETCH = 4_000;
const LONGEST_STRETCH = 16_000;
/** The same where every profile is looked into. */
const LONGEST_LOOK = 4_000;
/** A look for candidates that took longer than this is followed by a shorter one, in milliseconds. */
const LONG_LOOK_MS = 10;
/** More are not told of a change while so many wait: events of the moment must not stand behind the whole base. */
const MOST_WAITING = 1_000;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 600_000;

/** Those to look at next, and where the walk stands once they are judged. */
interface Slice {
  readonly ids: readonly string[];
  /** Null at the end of the base. */
  readonly cursor: string | null;
  /** About how many of the base are behind it then. */
  readonly passed: number;
}

export interface BulkWalk {
  /** Goes on with every walk that is under way, until all are over or `halt` is called. */
  walk(): Promise<void>;
  /** Begins no further slice. */
  halt(): void;
}

/**
 * Walks over the whole base after a segment was made or changed and judges that segment alone, a slice at a time.
 * The place reached is written with each slice: a restart goes on where it was, and two processes never do the
 * same slice. A profile that another transaction holds is left to the ring, which judges it on newer facts.
 */
export const createBulkWalk = (needs: Needs): BulkWalk => {
  const { store, people, catalogue, transact, now, log, queueEach, waiting, failed, breathe } = needs;
  let halted = false;
  let stretch = FIRST_STRETCH;
  const pace = createPace(PORTION, now);
  /** After a failure: when each may be tried again, and how long the rest was. */
  const resting = new Map<string, { readonly until: number; readonly ms: number }>();

  const nextOf = async (tx: Tx, { id }: Segment, bulk: Bulk, narrow: Narrow): Promise<Slice> => {
    const { cursor } = bulk;
    if (narrow.who === 'everyone') {
      const ids = await people.idsAfter(tx, cursor, SLICE);
      return { ids, cursor: ids.length < SLICE ? null : (ids.at(-1) ?? null), passed: ids.length };
    }
    const longest = isLookedFor(narrow) ? LONGEST_LOOK : LONGEST_STRETCH;
    stretch = Math.min(stretch, longest);
    const upTo = await people.endOf(tx, cursor, stretch);
    const part = { after: cursor, upTo };
    const from = now();
    const could = await people.candidates(tx, narrow, part);
    const tookLong = now() - from > LONG_LOOK_MS;
    await breathe();
    const are = await store.memberIds(tx, id, part);
    const ids = [...new Set([...could, ...are])].sort();
    const passed = upTo === null ? Math.max(0, bulk.of - bulk.done) : stretch;
    if (ids.length <= SLICE) {
      if (tookLong) stretch = Math.max(SLICE, Math.floor(stretch / 2));
      else if (ids.length < SLICE / 2) stretch = Math.min(longest, stretch * 2);
      return { ids, cursor: upTo, passed };
    }
    stretch = Math.max(SLICE, Math.floor((stretch * SLICE) / ids.length));
    const first = ids.slice(0, SLICE);
    return { ids: first, cursor: first.at(-1) ?? null, passed: Math.floor((passed * SLICE) / ids.length) };
  };

  const judgeSlice = async (tx: Tx, ready: ReadySegment, ids: readonly string[], isHeard: boolean) => {
    const held = await people.lock(tx, ids);
    const at = now();
    const left: Due[] = ids.flatMap((profileId) =>
      held.has(profileId) ? [] : [{ profileId, dueAt: at, cause: segmentAnew(ready.segment.id) }],
    );
    const mine = ids.filter((id) => held.has(id));
    const asks: Asks = ({ segment }) => segment.id === ready.segment.id;
    const due = await judgePortions(needs, pace, tx, mine, at, asks, isHeard);
    await queueEach(tx, [...left, ...due]);
    // Whoever waits for the connection is served as soon as it is free, in the same turn.
    await breathe();
  };

  /** One slice; false when there is no more to do for now. */
  const step = (segmentId: string, isHeard: boolean): Promise<boolean> =>
    transact(async (tx) => {
      await store.steady(tx);
      const { byId } = await catalogue.read(tx);
      const segment = (await store.all(tx)).find(({ id }) => id === segmentId);
      const ready = byId.get(segmentId);
      if (!segment?.bulk || segment.bulk.stopped || !ready) return false;
      const { bulk } = segment;
      if (!isKept(ready)) {
        await store.moveBulk(tx, segmentId, bulk, null);
        return false;
      }
      const { ids, cursor, passed } = await nextOf(tx, segment, bulk, ready.narrow(now()));
      const done = Math.min(bulk.of, bulk.done + passed);
      const next = cursor === null ? null : { ...bulk, done, cursor };
      if (!(await store.moveBulk(tx, segmentId, bulk, next))) return false;
      await breathe();
      if (ids.length > 0) await judgeSlice(tx, ready, ids, isHeard);
      return next !== null;
    });

  /** A change of one may change those that ask for it, and theirs. */
  const isAnyHeard = async (id: string): Promise<boolean> => {
    const { ready } = await catalogue.read(null);
    return isAnyOfThem(
      needs,
      withAskers(ready, ({ segment }) => segment.id === id),
    );
  };

  const walkOne = async ({ id }: Segment): Promise<void> => {
    const isHeard = await isAnyHeard(id);
    let more = true;
    while (more && !halted) {
      if (isHeard && (await waiting(MOST_WAITING)) >= MOST_WAITING) return;
      more = await step(id, isHeard);
    }
    resting.delete(id);
  };

  const rest = ({ id, key }: Segment, error: unknown): void => {
    const ms = Math.min(LONGEST_REST_MS, (resting.get(id)?.ms ?? FIRST_REST_MS / 2) * 2);
    resting.set(id, { until: now() + ms, ms });
    failed(id, faultWords(error));
    const { code, name } = error as { code?: unknown; name?: unknown };
    log.error('A segment could not be judged for the whole base; it is tried again later.', {
      segment: key,
      code: String(code ?? name ?? 'unknown').slice(0, 60),
    });
  };

  return {
    async walk() {
      // One that cannot be judged waits until it can.
      const { byId } = await catalogue.read(null);
      const walking = (await store.all(null)).filter(
        ({ id, bulk }) => bulk !== null && !bulk.stopped && byId.has(id),
      );
      for (const segment of walking) {
        if (halted) return;
        if ((resting.get(segment.id)?.until ?? 0) > now()) continue;
        // One that fails holds up no other.
        await walkOne(segment).catch((error: unknown) => rest(segment, error));
      }
    },
    halt() {
      halted = true;
    },
  };
};
