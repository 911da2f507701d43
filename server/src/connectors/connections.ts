import {
  isCrmFault,
  isCron,
  nextCronTimes,
  PluginError,
  type JsonObject,
  type ShownConnection,
  type ShownCrmList,
  type ShownSync,
} from '../../../plugin/src';
import type { Clock, NewId, Transact, Tx } from '../ports';
import { goesOn, listIdOf } from './checkpoint';
import {
  NO_COUNTS,
  type Connection,
  type ConnectionStore,
  type Sync,
  type SyncStore,
} from './connector-store';
import type { Kinds } from './kinds';
import { createPicking } from './picking';
import { createShowing } from './showing';

interface NewConnection {
  readonly kind: string;
  readonly name: string;
  readonly secret: string;
  readonly options: JsonObject;
  readonly schedule: string | null;
}

type Changes = Partial<Omit<NewConnection, 'kind'>> & { readonly paused?: boolean };

export interface Connections {
  list(): Promise<readonly ShownConnection[]>;
  get(id: string): Promise<ShownConnection>;
  create(given: NewConnection): Promise<ShownConnection>;
  update(id: string, changes: Changes): Promise<ShownConnection>;
  delete(id: string): Promise<ShownConnection>;
  test(id: string): Promise<{ ok: boolean; message: string }>;
  lists(id: string): Promise<readonly ShownCrmList[]>;
  pick(id: string, lists: readonly string[]): Promise<readonly ShownCrmList[]>;
  sync(id: string): Promise<ShownSync>;
  syncs(id: string): Promise<readonly ShownSync[]>;
  cancel(id: string, syncId: string): Promise<ShownSync>;
  /** Opens a sync for each connection whose time has come. */
  openDue(now: number): Promise<number>;
}

interface Needs {
  readonly store: ConnectionStore;
  readonly syncStore: SyncStore;
  readonly kinds: Kinds;
  readonly people: {
    prune(tx: Tx, list: string, before: number, limit: number): Promise<number>;
    size(list: string): Promise<number>;
  };
  /** The names of the flows that change lists through this connection. */
  readonly usedBy: (id: string) => Promise<readonly string[]>;
  readonly isHeld: () => Promise<boolean>;
  readonly transact: Transact;
  readonly now: Clock;
  readonly newId: NewId;
}

const BATCH = 200;
const SHOWN_SYNCS = 50;

export const createConnections = (needs: Needs): Connections => {
  const { store, syncStore, kinds, people, usedBy, isHeld, transact, now, newId } = needs;

  const find = async (id: string): Promise<Connection> => {
    const connection = await store.find(id);
    if (!connection) throw new PluginError('not-found', 'There is no such connection.');
    return connection;
  };
  const { showSync, show } = createShowing({ store, syncStore, isHeld });
  const picking = createPicking({ store, kinds, people });
  const nextAt = (schedule: string | null): number | null =>
    schedule === null ? null : (nextCronTimes(schedule, 'UTC', now())[0] ?? null);
  const checkSchedule = (schedule: string | null | undefined): void => {
    if (typeof schedule === 'string' && !isCron(schedule)) {
      throw new PluginError('invalid', `schedule: "${schedule}" is no cron expression, as "0 * * * *" is.`);
    }
  };

  const openSync = async (connection: Connection): Promise<Sync> => {
    const picked = (await store.lists(connection.id)).filter((list) => list.picked);
    const [last] = await syncStore.of(connection.id, 1);
    const broken = last?.status === 'failed' || last?.status === 'cancelled' ? last.checkpoint : null;
    const names = picked.map(({ listId }) => listId);
    return syncStore.open({
      ...NO_COUNTS,
      id: newId(),
      connectionId: connection.id,
      status: 'queued',
      doing: '',
      done: 0,
      of: picked.length,
      checkpoint: goesOn(broken, names, now()) ? broken : null,
      cancel: false,
      error: null,
      requestedAt: now(),
      startedAt: null,
      endedAt: null,
    });
  };

  return {
    list: async () => Promise.all((await store.all()).map(show)),
    get: async (id) => show(await find(id)),
    async create({ kind, name, secret, options, schedule }) {
      checkSchedule(schedule);
      const at = now();
      const connection: Connection = {
        id: newId(),
        kind,
        name,
        options: kinds.checkOptions(kind, options),
        sealedSecret: kinds.seal(secret),
        schedule,
        paused: false,
        nextAt: nextAt(schedule),
        changesSince: null,
        createdAt: at,
        updatedAt: at,
      };
      await store.insert(connection);
      return show(connection);
    },
    async update(id, { secret, schedule, options, name, paused }) {
      checkSchedule(schedule);
      const before = await find(id);
      const cron = schedule === undefined ? before.schedule : schedule;
      const connection: Connection = {
        ...before,
        name: name ?? before.name,
        paused: paused ?? before.paused,
        options: options ? kinds.checkOptions(before.kind, options) : before.options,
        sealedSecret: secret === undefined ? before.sealedSecret : kinds.seal(secret),
        schedule: cron,
        nextAt: nextAt(cron),
        updatedAt: now(),
      };
      await store.save(connection);
      return show(connection);
    },
    async delete(id) {
      const shown = await show(await find(id));
      const flows = await usedBy(id);
      if (flows.length > 0) {
        throw new PluginError('in-use', `These flows use it: ${flows.join(', ')}.`, { flows });
      }
      for (const { listId } of await store.lists(id)) {
        const list = listIdOf(id, listId);
        while ((await transact((tx) => people.prune(tx, list, Number.MAX_SAFE_INTEGER, BATCH))) === BATCH);
      }
      await store.delete(id);
      return shown;
    },
    async test(id) {
      const connection = await find(id);
      try {
        await kinds.open(connection).test();
        return { ok: true, message: 'The token works.' };
      } catch (error) {
        if (isCrmFault(error)) return { ok: false, message: error.message };
        throw error;
      }
    },
    lists: async (id) => picking.lists(await find(id)),
    pick: async (id, wanted) => picking.pick(await find(id), wanted),
    async sync(id) {
      return showSync(await openSync(await find(id)), await isHeld());
    },
    async syncs(id) {
      await find(id);
      const held = await isHeld();
      return (await syncStore.of(id, SHOWN_SYNCS)).map((sync) => showSync(sync, held));
    },
    async cancel(id, syncId) {
      const sync = await syncStore.find(syncId);
      if (sync?.connectionId !== id) throw new PluginError('not-found', 'There is no such sync.');
      await syncStore.cancel(syncId);
      return showSync((await syncStore.find(syncId)) ?? sync, await isHeld());
    },
    async openDue(at) {
      let opened = 0;
      for (const connection of await store.due(at)) {
        const mine = await store.moveNext(connection.id, connection.nextAt ?? 0, nextAt(connection.schedule));
        if (!mine) continue;
        await openSync(connection);
        opened += 1;
      }
      return opened;
    },
  };
};
