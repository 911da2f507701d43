import type { Clock, Tx } from '../../ports';
import type { Orphan } from '../outbox/outbox-store';
import type { RunStore } from './run-store';

interface Needs {
  readonly runs: Pick<RunStore, 'get'>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly now: Clock;
}

/** An effect has its outcome: whoever stands for it has their turn at once. */
export const createWakeWaiting =
  ({ runs, queue, now }: Needs) =>
  async (tx: Tx, { id, runId }: Orphan): Promise<void> => {
    const run = runId === null ? undefined : await runs.get(tx, runId);
    if (run?.state.awaits === id && run.state.status === 'running') await queue(tx, [run.profileId], now());
  };
