import type { Clock, Tx } from '../ports';
import { listChanged } from './cause';
import type { ListStore, Schedule } from './profile-store';

/** Who is on which list, of a CRM or of a static segment. */
export interface Lists {
  /** True when newly in. `listId` is `<connection id>:<list id>`. */
  setList(tx: Tx, id: string, listId: string): Promise<boolean>;
  /** Those of these who are newly in; queues nobody: the caller judges them. */
  joinList(tx: Tx, ids: readonly string[], listId: string): Promise<readonly string[]>;
  /** How many of these are newly in. */
  setListOfMany(tx: Tx, ids: readonly string[], listId: string): Promise<number>;
  removeList(tx: Tx, id: string, listId: string): Promise<boolean>;
  /** After a whole read: takes out those not confirmed since `before`, at most `limit`; says how many. */
  pruneList(tx: Tx, listId: string, before: number, limit: number): Promise<number>;
  listsOf(id: string, tx?: Tx): Promise<ReadonlySet<string>>;
  /** Profiles without a list are missing. */
  listsOfMany(ids: readonly string[], tx?: Tx): Promise<ReadonlyMap<string, readonly string[]>>;
  listSize(listId: string): Promise<number>;
}

interface Needs {
  readonly lists: ListStore;
  readonly schedule: Schedule;
  readonly now: Clock;
}

export const createLists = ({ lists, schedule, now }: Needs): Lists => ({
  async setList(tx, id, listId) {
    const isNew = await lists.add(tx, listId, id, now());
    if (isNew) await schedule(tx, [id], listChanged(listId));
    return isNew;
  },
  joinList: (tx, ids, listId) => lists.addMany(tx, listId, ids, now()),
  async setListOfMany(tx, ids, listId) {
    const fresh = await lists.addMany(tx, listId, ids, now());
    if (fresh.length > 0) await schedule(tx, fresh, listChanged(listId));
    return fresh.length;
  },
  async removeList(tx, id, listId) {
    const wasIn = await lists.remove(tx, listId, id);
    if (wasIn) await schedule(tx, [id], listChanged(listId));
    return wasIn;
  },
  async pruneList(tx, listId, before, limit) {
    const gone = await lists.staleMembers(tx, listId, before, limit);
    for (const id of gone) await lists.remove(tx, listId, id);
    await schedule(tx, gone, listChanged(listId));
    return gone.length;
  },
  listsOf: async (id, tx) => new Set(await lists.listsOf(tx ?? null, id)),
  listsOfMany: (ids, tx) => lists.listsOfMany(tx ?? null, ids),
  listSize: (listId) => lists.size(listId),
});
