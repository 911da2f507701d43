import { transition, type EventFact, type Facts } from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import type { Catalogue } from '../catalogue';
import type { FlowStore } from '../flow-store';
import { take, type Moving } from '../turn/moving';
import type { RunStore } from '../turn/run-store';
import type { createWriting } from '../turn/writing';

interface Needs {
  readonly store: Pick<FlowStore, 'get'>;
  readonly runs: Pick<RunStore, 'get'>;
  readonly catalogue: Catalogue;
  readonly write: ReturnType<typeof createWriting>;
  readonly facts: (tx: Tx, profileId: string) => Promise<Facts>;
  readonly queue: (tx: Tx, profileIds: readonly string[], dueAt: number) => Promise<void>;
  readonly now: Clock;
}

/** Whether a click is a trial's own, which has then heard it; the person's row is locked by whoever calls. */
export type HearTrialClick = (tx: Tx, profileId: string, click: EventFact) => Promise<boolean>;

/**
 * A click in a mail of a trial moves that trial and is heard by nothing else: whoever tries a flow asked for it,
 * whether they may be measured or not, and it is no event of theirs.
 */
export const createTrialClicks =
  ({ store, runs, catalogue, write, facts, queue, now }: Needs): HearTrialClick =>
  async (tx, profileId, click) => {
    const run = await runs.get(tx, String(click.properties.run_id));
    const trial = run && (await store.get(tx, run.flowId));
    if (!run || !trial || trial.trialOf === null) return false;
    if (run.profileId !== profileId || run.state.status === 'ended' || trial.status !== 'live') return true;
    const flow = await catalogue.version(tx, run.flowId, run.version);
    const at = now();
    const moving: Moving = {
      ...{ flow, run, status: 'live', overdue: null, touched: false, settled: false },
      ...{ effects: [], left: [], undone: [] },
    };
    const known = flow.wantsFacts ? await facts(tx, profileId) : undefined;
    take(moving, transition(flow, run.state, { kind: 'event', event: click, facts: known }, at), at);
    await write(tx, [moving]);
    // What follows is the next turn's.
    await queue(tx, [profileId], at);
    return true;
  };
