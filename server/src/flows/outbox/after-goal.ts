import { endedBy, isEventMatch } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Catalogue } from '../catalogue';
import type { OutboxEffect } from './effect';
import type { OutboxStore } from './outbox-store';
import type { RunStore } from '../turn/run-store';
import type { History } from './still-wanted';

interface Needs {
  readonly runs: Pick<RunStore, 'get'>;
  readonly outbox: Pick<OutboxStore, 'noteAfterGoal'>;
  readonly catalogue: Catalogue;
  readonly history: History;
}

/**
 * Told of each mail that has gone: whether its goal was reached while it was on its way. That cannot be kept from
 * happening, but it can be counted.
 */
export const createAfterGoal =
  ({ runs, outbox, catalogue, history }: Needs) =>
  async (tx: Tx, { kind, profileId, runId }: OutboxEffect): Promise<void> => {
    const run = kind === 'send-email' && runId !== null ? await runs.get(tx, runId) : undefined;
    if (!run) return;
    const { definition } = await catalogue.version(tx, run.flowId, run.version);
    const { goal } = definition;
    if (!goal || !isEventMatch(goal)) return;
    const events = Object.values(await history(tx, profileId, [goal.name])).flat();
    const reached = events
      .filter((event) => endedBy({ ...definition, exits: [] }, { kind: 'event', event }, run.state))
      .map(({ at }) => at);
    if (reached.length > 0)
      await outbox.noteAfterGoal(tx, { profileId, runId: run.id }, Math.min(...reached));
  };
