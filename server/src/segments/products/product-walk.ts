import type { Conditions } from '../../../../plugin/src';
import type { Clock, Transact } from '../../ports';
import type { People } from '../person';
import type { Segment } from '../segment';
import type { SegmentStore } from '../segment-store';

interface Needs {
  readonly store: Pick<SegmentStore, 'all' | 'update'>;
  readonly people: Pick<People, 'count'>;
  readonly conditions: Pick<Conditions, 'needs'>;
  readonly transact: Transact;
  readonly now: Clock;
}

/** From one walk's beginning to the next: importing a whole catalogue is a walk or two, and not one an entry. */
const REST_MS = 5 * 60_000;

export interface ProductWalk {
  /** An entry was written. */
  changed(): void;
  /** Begins a walk when one is due. */
  run(): Promise<void>;
}

/** Has segments judged anew over the whole base that look at fields of products, after such an entry was written. */
export const createProductWalk = ({ store, people, conditions, transact, now }: Needs): ProductWalk => {
  let isDue = false;
  let begunAt = -Infinity;

  const looks = ({ condition }: Segment): boolean => {
    try {
      return conditions.needs(condition).products.size > 0;
    } catch {
      // A segment that cannot be judged is not judged anew either.
      return false;
    }
  };

  return {
    changed() {
      isDue = true;
    },
    async run() {
      if (!isDue || now() - begunAt < REST_MS) return;
      const segments = (await store.all(null)).filter(looks);
      // One that is walking may have passed by whom the change touches: it walks again after.
      if (segments.some(({ bulk }) => bulk !== null && !bulk.stopped)) return;
      isDue = false;
      if (segments.length === 0) return;
      begunAt = now();
      const bulk = { done: 0, of: await people.count(), cursor: '' };
      const ids = new Set(segments.map(({ id }) => id));
      await transact(async (tx) => {
        for (const segment of await store.all(tx)) {
          if (ids.has(segment.id) && segment.bulk === null) await store.update(tx, { ...segment, bulk });
        }
      });
    },
  };
};
