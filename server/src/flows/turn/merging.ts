import { endRun, liveKey } from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import type { AlarmStore } from '../starts/alarm-store';
import type { CallStore } from '../starts/call-store';
import type { Catalogue } from '../catalogue';
import type { CodeStore } from '../effects/code-store';
import type { OutboxStore } from '../outbox/outbox-store';
import type { OrderCounting } from '../revenue/order-counting';
import type { RunStore } from './run-store';

interface Needs {
  readonly runs: RunStore;
  readonly outbox: Pick<OutboxStore, 'moveProfile'>;
  readonly calls: Pick<CallStore, 'move'>;
  readonly codes: Pick<CodeStore, 'move'>;
  readonly alarms: Pick<AlarmStore, 'move'>;
  readonly orders: Pick<OrderCounting, 'onMerge'>;
  readonly catalogue: Catalogue;
  readonly now: Clock;
}

/** Two profiles have become one: runs go along, and where both were under way with one key, one run ends. */
export const createMerging =
  ({ runs, outbox, calls, codes, alarms, orders, catalogue, now }: Needs) =>
  async (tx: Tx, from: string, into: string): Promise<void> => {
    for (const run of await runs.holding(tx, from)) {
      const { definition } = await catalogue.version(tx, run.flowId, run.version);
      const { flowId, state } = run;
      const key = liveKey(definition, { flowId, profileId: into, runId: run.id, key: state.key });
      if (key === run.liveKey) continue;
      const taken = await runs.isHeld(tx, key);
      const ended = taken ? endRun(state, 'merged', now()).state : state;
      const endedAt = taken && state.status === 'running' ? now() : run.endedAt;
      await runs.save(tx, [{ ...run, state: ended, endedAt, liveKey: taken ? null : key }]);
    }
    await runs.move(tx, from, into);
    await outbox.moveProfile(tx, from, into);
    await orders.onMerge(tx, from, into);
    await calls.move(tx, from, into);
    await codes.move(tx, from, into);
    await alarms.move(tx, from, into);
  };
