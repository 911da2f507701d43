import type { Clock, Transact, Tx } from '../ports';
import type { People } from './person';
import type { SegmentStore } from './segment-store';

interface Needs {
  readonly store: SegmentStore;
  readonly people: People;
  readonly transact: Transact;
  readonly now: Clock;
  /** Says that these people must be looked at again. */
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  /** How many wait to be looked at already. */
  readonly waiting: () => Promise<number>;
}

const SLICE = 200;
/** More are not queued while so many wait: events of the moment must not stand behind the whole base. */
const MOST_WAITING = 1_000;

/**
 * Walks over the whole base after a segment was made or changed, a slice at a time, and has everyone judged anew.
 * The place reached is kept, so a restart goes on where it was, and two processes never do the same slice.
 */
export const createBulkWalk =
  ({ store, people, transact, now, queue, waiting }: Needs) =>
  async (): Promise<void> => {
    for (const { id } of (await store.all(null)).filter(({ bulk }) => bulk !== null)) {
      let more = true;
      while (more && (await waiting()) < MOST_WAITING) {
        more = await transact(async (tx) => {
          const bulk = (await store.all(tx)).find((segment) => segment.id === id)?.bulk;
          if (!bulk) return false;
          const ids = await people.idsAfter(tx, bulk.cursor, SLICE);
          const last = ids.at(-1);
          const next = last === undefined ? null : { ...bulk, done: bulk.done + ids.length, cursor: last };
          if (!(await store.moveBulk(tx, id, bulk, next))) return false;
          if (ids.length > 0) await queue(tx, ids, now());
          return next !== null;
        });
      }
    }
  };
