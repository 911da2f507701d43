import {
  beginAsOf,
  liveKey,
  lotOf,
  newRun,
  reentryPause,
  transition,
  type Facts,
  type FlowDefinition,
  type Start,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { PublishedFlow } from '../catalogue';
import type { OpenFlow } from '../flow-store';
import type { Turn } from '../turn/moves';
import { take, type Moving } from '../turn/moving';
import type { RunStore, StoredRun } from '../turn/run-store';

interface Needs {
  readonly runs: Pick<RunStore, 'insert' | 'lastEntered'>;
  /** The new run's id: what is drawn by the run is drawn by it. */
  readonly newId: (start: { readonly key: string | null; readonly now: number }) => string;
}

/** A start that the clock or a call brought, with when that was. */
export type DueStart = Start & { readonly due?: number; readonly backdated?: boolean };

/** Whether the flow's pause stands against somebody's coming in again. */
export const isTooSoon = async (
  runs: Pick<RunStore, 'lastEntered'>,
  tx: Tx,
  definition: FlowDefinition,
  {
    flowId,
    profileId,
    key,
  }: { readonly flowId: string; readonly profileId: string; readonly key: string | null },
  now: number,
): Promise<boolean> => {
  const rule = reentryPause(definition);
  if (!rule) return false;
  const last = await runs.lastEntered(tx, { flowId, profileId, ...(rule.perKey && { key }) });
  return last !== null && now < last + rule.pause;
};

/** Begins a run; undefined where the flow's rule for coming in again, or a run under way, stands against it. */
export const createBeginning =
  ({ runs, newId }: Needs) =>
  async (
    tx: Tx,
    turn: Turn,
    now: number,
    open: OpenFlow,
    flow: PublishedFlow,
    start: DueStart,
    facts: Facts | undefined,
  ): Promise<Moving | undefined> => {
    const { profileId } = turn;
    const runId = newId({ key: start.key, now });
    // As of the person's own date, or now.
    const began = start.backdated ? Math.min(start.due ?? now, now) : now;
    const state = newRun(runId, began, { ...start, lot: lotOf(open.id, profileId) });
    const wanted = { flowId: open.id, profileId, key: state.key };
    if (await isTooSoon(runs, tx, flow.definition, wanted, now)) return undefined;
    const held = liveKey(flow.definition, { flowId: open.id, profileId, runId, key: state.key });
    const run = { id: runId, flowId: open.id, version: open.version, profileId, state, enteredAt: began };
    const stored: StoredRun = { ...run, liveKey: held, endedAt: null };
    // The unique key is the guarantee: somebody else's run under it means that this one has begun already.
    if (!(await runs.insert(tx, stored))) return undefined;
    const first = start.backdated
      ? beginAsOf(flow, state, began, now, facts)
      : { ...transition(flow, state, { kind: 'started', due: start.due, facts }, now), undone: [] };
    const moving: Moving = {
      ...{ flow, status: open.status, overdue: open.overdue, run: stored, undone: first.undone },
      ...{ touched: true, settled: false, effects: [], left: [] },
    };
    take(moving, first, now);
    return moving;
  };
