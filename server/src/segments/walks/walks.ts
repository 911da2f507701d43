import { PluginError } from '../../../../plugin/src';
import type { Transact } from '../../ports';
import { findIn } from '../find-segment';
import type { People } from '../person';
import type { Bulk, Segment } from '../segment';
import type { SegmentStore } from '../segment-store';

interface Needs {
  readonly store: Pick<SegmentStore, 'alone' | 'all' | 'update' | 'moveBulk'>;
  readonly people: Pick<People, 'count'>;
  readonly transact: Transact;
}

const MOVED = new PluginError('unavailable', 'The walk has just moved on. Try again.');

/** A segment's walk over the base, as people and what it is judged by decide about it. */
export const createWalks = ({ store, people, transact }: Needs) => {
  const wholeBase = async (): Promise<Bulk> => ({ done: 0, of: await people.count(), cursor: '' });

  return {
    wholeBase,

    /** Stops it where it is; whoever was judged by then stays as judged. */
    stop: (idOrKey: string): Promise<Segment> =>
      transact(async (tx) => {
        const segment = findIn(await store.all(tx), idOrKey);
        if (!segment.bulk || segment.bulk.stopped) return segment;
        const stopped: Bulk = { ...segment.bulk, stopped: true };
        if (!(await store.moveBulk(tx, segment.id, segment.bulk, stopped))) throw MOVED;
        return { ...segment, bulk: stopped };
      }),

    /** Goes on with one that was stopped, or begins one over the whole base. */
    async judgeAnew(idOrKey: string): Promise<Segment> {
      const whole = await wholeBase();
      return transact(async (tx) => {
        const segment = findIn(await store.all(tx), idOrKey);
        const { bulk } = segment;
        if (bulk && !bulk.stopped) return segment;
        if (!bulk) {
          const walking = { ...segment, bulk: whole };
          await store.update(tx, walking);
          return walking;
        }
        const { done, of, cursor } = bulk;
        const going: Bulk = { done, of, cursor };
        if (!(await store.moveBulk(tx, segment.id, bulk, going))) throw MOVED;
        return { ...segment, bulk: going };
      });
    },

    /**
     * What it is judged by has changed for everybody: whoever a walk has passed is judged again too. A walk that
     * somebody stopped stays stopped, and begins at the first person when it is let go on.
     */
    async startOver(idOrKey: string): Promise<void> {
      const whole = await wholeBase();
      await transact(async (tx) => {
        await store.alone(tx);
        const segment = findIn(await store.all(tx), idOrKey);
        const bulk: Bulk = segment.bulk?.stopped ? { ...whole, stopped: true } : whole;
        await store.update(tx, { ...segment, bulk });
      });
    },
  };
};

export type Walks = ReturnType<typeof createWalks>;
