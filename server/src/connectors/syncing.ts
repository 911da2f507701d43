import { isCrmFault, isPluginError, type CrmConnector } from '../../../plugin/src';
import type { Clock, Log, Transact } from '../ports';
import { firstCheckpoint, type Checkpoint } from './checkpoint';
import {
  NO_COUNTS,
  type Connection,
  type ConnectionStore,
  type Sync,
  type SyncCounts,
  type SyncStore,
} from './connector-store';
import type { CrmPeople } from './crm-people';
import { withPatience, type Pause } from './patience';
import { createStep, type EnsureSegment, type Write } from './sync-step';

export interface Syncing {
  /** Takes open syncs in hand, one after the other, until there are none or it is told to stop. */
  run(): Promise<void>;
  /** After the page in hand; another process or the next start goes on from there. */
  stop(): Promise<void>;
}

interface Needs {
  readonly store: ConnectionStore;
  readonly syncs: SyncStore;
  readonly people: CrmPeople;
  readonly open: (connection: Connection) => CrmConnector;
  readonly ensureSegment: EnsureSegment;
  readonly isHeld: () => Promise<boolean>;
  readonly transact: Transact;
  readonly pause: Pause;
  readonly random: () => number;
  readonly now: Clock;
  readonly log: Log;
  /** This process, for its claims. */
  readonly self: string;
  /** A claim that is not prolonged for so long may be taken over. */
  readonly leaseMs?: number;
}

/** Whoever dies is missed after this long. */
const LEASE_MS = 120_000;
/** A search index lags behind: changes of this long before the last sync are asked for again. */
const OVERLAP_MS = 300_000;

const NOTHING: Write = async () => ({});

type Verdict = 'done' | 'cancelled' | 'paused';

/** Signals that this process no longer has the sync in hand. */
class ClaimLost extends Error {
  override readonly name = 'AttuneClaimLost';
}

export const createSyncing = (needs: Needs): Syncing => {
  const { store, syncs, people, open, ensureSegment, isHeld, transact, pause, random, now, log, self } =
    needs;
  const lease = () => now() + (needs.leaseMs ?? LEASE_MS);
  let stopping = false;
  let underWay: Promise<void> | undefined;

  const begin = async (sync: Sync, connection: Connection): Promise<Checkpoint> => {
    const lists = await store.lists(connection.id);
    const checkpoint =
      sync.checkpoint ??
      firstCheckpoint(
        now(),
        lists.filter(({ picked }) => picked).map(({ listId }) => listId),
        lists.filter(({ picked }) => !picked).map(({ listId }) => listId),
      );
    const patch = {
      status: 'running' as const,
      startedAt: sync.startedAt ?? now(),
      of: checkpoint.lists.length,
      checkpoint,
    };
    if (!(await syncs.keep(null, sync.id, self, lease(), patch))) throw new ClaimLost();
    return checkpoint;
  };

  const walk = async (sync: Sync, connection: Connection): Promise<Verdict> => {
    let checkpoint = await begin(sync, connection);
    let counts: SyncCounts = pick(sync);
    const connector = withPatience(open(connection), {
      pause,
      random,
      beforeWait: async (ms) => {
        if (stopping || !(await syncs.keep(null, sync.id, self, lease() + ms, {}))) throw new ClaimLost();
      },
    });
    const step = createStep({ connection, connector, store, people, ensureSegment, now });

    while (checkpoint.stage.kind !== 'end') {
      if (stopping || (await isHeld())) return 'paused';
      const { next, doing, done, writes = [] } = await step(checkpoint);
      const all = writes.length > 0 ? writes : [NOTHING];
      let cancelled = false;
      for (const [at, write] of all.entries()) {
        const kept = await transact(async (tx) => {
          const { again = false, ...more } = await write(tx);
          const total = plus(counts, more);
          const isThrough = at === all.length - 1 && !again;
          const moved = isThrough ? { ...checkpoint, stage: next } : checkpoint;
          const patch = { checkpoint: moved, doing, done, ...total };
          const row = await syncs.keep(tx, sync.id, self, lease(), patch);
          if (!row) throw new ClaimLost();
          return { row, moved, total };
        });
        checkpoint = kept.moved;
        counts = kept.total;
        cancelled = kept.row.cancel;
      }
      if (cancelled) return 'cancelled';
    }
    const { began } = checkpoint;
    await transact((tx) => store.setChangesSince(tx, connection.id, began - OVERLAP_MS));
    return 'done';
  };

  const carryOut = async (sync: Sync): Promise<void> => {
    const connection = await store.find(sync.connectionId);
    if (!connection) return syncs.end(sync.id, self, { status: 'cancelled', endedAt: now() });
    try {
      const verdict = sync.cancel ? 'cancelled' : await walk(sync, connection);
      if (verdict === 'paused') return await syncs.release(sync.id, self);
      await syncs.end(sync.id, self, { status: verdict, doing: '', endedAt: now(), error: null });
    } catch (error) {
      if (error instanceof Error && error.name === 'AttuneClaimLost') {
        return stopping ? syncs.release(sync.id, self) : undefined;
      }
      const sentence = sentenceOf(error);
      log.warn('A sync failed.', { connection: connection.id, reason: sentence });
      await syncs.end(sync.id, self, { status: 'failed', endedAt: now(), error: sentence });
    }
  };

  const runAll = async (): Promise<void> => {
    while (!stopping && !(await isHeld())) {
      const sync = await syncs.claim(self, now(), lease());
      if (!sync) return;
      await carryOut(sync);
    }
  };

  return {
    run() {
      underWay ??= runAll().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    async stop() {
      stopping = true;
      await underWay;
    },
  };
};

/** A fault that is not a CRM's may hold anything, so of it only the code is told. */
const sentenceOf = (error: unknown): string => {
  if (isCrmFault(error) || isPluginError(error)) return error.message;
  const { name = 'unknown', code } = error as { name?: string; code?: string };
  return `A fault of ours (${code ?? name}).`;
};

const pick = ({ rowsIn, added, removed, updated, refused }: Sync): SyncCounts => ({
  rowsIn,
  added,
  removed,
  updated,
  refused,
});

const plus = (counts: SyncCounts, more: Partial<SyncCounts>): SyncCounts => ({
  rowsIn: counts.rowsIn + (more.rowsIn ?? NO_COUNTS.rowsIn),
  added: counts.added + (more.added ?? 0),
  removed: counts.removed + (more.removed ?? 0),
  updated: counts.updated + (more.updated ?? 0),
  refused: counts.refused + (more.refused ?? 0),
});
