import { renameSegmentIn, type Condition, type Conditions } from '../../../../plugin/src';
import type { Transact } from '../../ports';
import type { CatalogueReader } from '../catalogue';
import type { Changing } from './changing';
import { segmentsIn } from '../dependencies';
import type { Place } from './places';
import type { Segment } from '../segment';
import type { SegmentStore } from '../segment-store';
import { isNamed } from './unnamed';
import type { Usage } from './usage';
import type { Walks } from '../walks/walks';

export interface TakenIn {
  readonly segment: Segment;
  /** Segments that asked for the second, and ask for the first now. */
  readonly moved: readonly Place[];
  /** Whether the second is gone: nothing else uses it. */
  readonly removed: boolean;
}

interface Needs {
  readonly store: Pick<SegmentStore, 'all' | 'delete'>;
  readonly catalogue: Pick<CatalogueReader, 'forget'>;
  readonly conditions: Pick<Conditions, 'compile'>;
  readonly transact: Transact;
  readonly usage: Usage;
  readonly changing: Changing;
  readonly wholeBase: Walks['wholeBase'];
}

/** One segment takes another in, as one transaction: all of it is done, or none. */
export const createTakeIn =
  ({ store, catalogue, conditions, transact, usage, changing, wholeBase }: Needs) =>
  async (into: Segment, from: Segment, condition: Condition): Promise<TakenIn> => {
    conditions.compile(condition);
    const walk = await wholeBase();
    const elsewhere = await usage.elsewhere(await store.all(null), from.key);
    const taken = await transact(async (tx): Promise<TakenIn> => {
      const segment = await changing(tx, into.id, { condition }, walk);
      const named = (await store.all(tx)).filter(isNamed);
      const asking = named.filter(
        ({ id, kind, condition: its }) =>
          id !== into.id && kind === 'live' && segmentsIn(its).includes(from.key),
      );
      for (const { id, condition: its } of asking) {
        await changing(tx, id, { condition: renameSegmentIn(its, from.key, into.key) }, walk);
      }
      const removed = elsewhere.length === 0 && usage.bySegments(await store.all(tx), from.key).length === 0;
      if (removed) await store.delete(tx, from.id);
      return { segment, moved: usage.bySegments(asking, from.key), removed };
    });
    catalogue.forget();
    return taken;
  };
