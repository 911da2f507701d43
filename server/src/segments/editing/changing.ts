import { PluginError } from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import { refuseBroken } from '../dependencies';
import type { SegmentChanges } from './editing';
import { findIn } from '../find-segment';
import { refuseUnknownGroups } from '../groups/known';
import type { Bulk, Segment } from '../segment';
import type { SegmentStore } from '../segment-store';
import { isNamed } from './unnamed';

interface Needs {
  readonly store: Pick<SegmentStore, 'alone' | 'all' | 'update' | 'groupHeads'>;
  readonly now: Clock;
}

const definedOf = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Changes one segment in a transaction; with another condition it is walked over the base. */
export const createChanging =
  ({ store, now }: Needs) =>
  async (tx: Tx, idOrKey: string, changes: SegmentChanges, walk: Bulk | null): Promise<Segment> => {
    // Who is judged by the old condition is judged before the new one begins.
    await store.alone(tx);
    const segments = (await store.all(tx)).filter(isNamed);
    const segment = findIn(segments, idOrKey);
    const at = now();
    const { condition = segment.condition, ...notes } = changes;
    const judgedAnew = JSON.stringify(condition) !== JSON.stringify(segment.condition);
    if (judgedAnew && segment.kind !== 'live') {
      const why =
        segment.kind === 'crm'
          ? 'This segment mirrors a list of a CRM: its condition stays.'
          : 'This segment holds whom somebody put in: it has no condition to change.';
      throw new PluginError('conflict', why, { path: 'condition' });
    }
    if (judgedAnew) {
      refuseBroken(segments, segment.key, condition);
      await refuseUnknownGroups(store, tx, condition);
    }
    const next: Segment = {
      ...segment,
      ...definedOf(notes),
      condition,
      conditionAt: judgedAnew ? at : segment.conditionAt,
      updatedAt: at,
      revision: segment.revision + 1,
      bulk: judgedAnew ? walk : segment.bulk,
    };
    await store.update(tx, next);
    return next;
  };

export type Changing = ReturnType<typeof createChanging>;
