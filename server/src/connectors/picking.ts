import { isCrmFault, PluginError, type CrmList, type ShownCrmList } from '../../../plugin/src';
import { listIdOf } from './checkpoint';
import type { Connection, ConnectionStore, PickedList } from './connector-store';
import type { Kinds } from './kinds';

interface Needs {
  readonly store: Pick<ConnectionStore, 'lists' | 'putList'>;
  readonly kinds: Pick<Kinds, 'open'>;
  readonly people: { size(list: string): Promise<number> };
}

export interface Picking {
  lists(connection: Connection): Promise<readonly ShownCrmList[]>;
  pick(connection: Connection, wanted: readonly string[]): Promise<readonly ShownCrmList[]>;
}

/** Choosing among the lists that the CRM has now. */
export const createPicking = ({ store, kinds, people }: Needs): Picking => {
  const remoteLists = async (connection: Connection): Promise<readonly CrmList[]> => {
    const connector = kinds.open(connection);
    const found: CrmList[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof connector.lists>> = await connector.lists(cursor);
      found.push(...page.rows);
      cursor = page.next === cursor ? null : page.next;
    } while (cursor !== null);
    return found;
  };

  const shown = async (
    { id: connectionId }: Connection,
    remote: readonly CrmList[],
  ): Promise<readonly ShownCrmList[]> => {
    const known = new Map((await store.lists(connectionId)).map((list) => [list.listId, list]));
    const kept = async (list: PickedList | undefined) => ({
      picked: list?.picked ?? false,
      segment: list?.segment ?? null,
      members: list?.syncedAt ? await people.size(listIdOf(connectionId, list.listId)) : null,
      syncedAt: list?.syncedAt ?? null,
    });
    const there = remote.map(async ({ id, name, size }) => ({
      id,
      name,
      size,
      ...(await kept(known.get(id))),
      gone: false,
    }));
    const ids = new Set(remote.map(({ id }) => id));
    const missing = [...known.values()]
      .filter(({ listId, picked }) => picked && !ids.has(listId))
      .map(async (list) => ({
        id: list.listId,
        name: list.name,
        size: null,
        ...(await kept(list)),
        gone: true,
      }));
    return Promise.all([...there, ...missing]);
  };

  return {
    lists: async (connection) => shown(connection, await asAnswer(() => remoteLists(connection))),
    async pick(connection, wanted) {
      const remote = await asAnswer(() => remoteLists(connection));
      const names = new Map(remote.map(({ id, name }) => [id, name]));
      const known = await store.lists(connection.id);
      const isKnown = (listId: string) => known.some((list) => list.listId === listId);
      const unknown = wanted.find((listId) => !names.has(listId) && !isKnown(listId));
      if (unknown !== undefined) {
        throw new PluginError('not-found', `The CRM has no list "${unknown}".`);
      }
      for (const list of known) await store.putList({ ...list, picked: wanted.includes(list.listId) });
      for (const listId of wanted.filter((id) => !isKnown(id))) {
        await store.putList({
          connectionId: connection.id,
          listId,
          name: names.get(listId) ?? listId,
          picked: true,
          segment: null,
          syncedAt: null,
          gone: false,
        });
      }
      return shown(connection, remote);
    },
  };
};

/** Asked directly, the administrator reads the CRM's fault as the answer. */
const asAnswer = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (!isCrmFault(error)) throw error;
    throw new PluginError(error.kind === 'refused' ? 'conflict' : 'unavailable', error.message);
  }
};
