import type { ShownConnection, ShownSync } from '../../../plugin/src';
import type { Connection, ConnectionStore, Sync, SyncStore } from './connector-store';

interface Needs {
  readonly store: Pick<ConnectionStore, 'lists'>;
  readonly syncStore: Pick<SyncStore, 'of'>;
  readonly isHeld: () => Promise<boolean>;
}

/** Connections and syncs as the panel sees them: no token, no checkpoint. */
export const createShowing = ({ store, syncStore, isHeld }: Needs) => ({
  showSync: (sync: Sync, held: boolean): ShownSync => shownSync(sync, held),
  async show(connection: Connection): Promise<ShownConnection> {
    const [lists, [last], held] = await Promise.all([
      store.lists(connection.id),
      syncStore.of(connection.id, 1),
      isHeld(),
    ]);
    return {
      ...open(connection),
      health: healthOf(last, held),
      fault: last?.status === 'failed' ? last.error : null,
      lists: lists.filter(({ picked }) => picked).length,
      lastSync: last ? shownSync(last, held) : null,
    };
  },
});

const open = ({
  sealedSecret: _secret,
  changesSince: _since,
  nextAt,
  options,
  ...connection
}: Connection) => ({
  ...connection,
  options: { ...options } as ShownConnection['options'],
  nextSyncAt: connection.paused ? null : nextAt,
});

const shownSync = (
  { checkpoint: _checkpoint, cancel: _cancel, ...sync }: Sync,
  held: boolean,
): ShownSync => ({
  ...sync,
  status: held && isOpen(sync) ? 'held' : sync.status,
});

const isOpen = ({ status }: Pick<Sync, 'status'>): boolean => status === 'queued' || status === 'running';

const healthOf = (last: Sync | undefined, held: boolean): ShownConnection['health'] => {
  if (!last) return 'new';
  if (isOpen(last)) return held ? 'held' : 'syncing';
  return last.status === 'failed' ? 'failing' : 'ok';
};
