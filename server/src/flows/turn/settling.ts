import { transition, type Facts } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { PublishedFlow } from '../catalogue';
import type { OutboxStore } from '../outbox/outbox-store';
import { isMoving, take, type Moving } from './moving';
import { outcomeOf } from './outcome';

interface Needs {
  readonly outbox: Pick<OutboxStore, 'outcomes'>;
  /** The discount code that an effect drew. */
  readonly codeOf: (tx: Tx, effectId: string) => Promise<string | undefined>;
}

export type FactsFor = (flow: PublishedFlow) => Promise<Facts | undefined>;

/** Tells runs what came of the effects that they wait for. */
export const createSettling =
  ({ outbox, codeOf }: Needs) =>
  async (tx: Tx, moving: readonly Moving[], factsFor: FactsFor, now: number) => {
    const waiting = moving.filter(({ run, status }) => isMoving(status) && run.state.awaits !== undefined);
    if (waiting.length === 0) return;
    const outcomes = await outbox.outcomes(
      tx,
      waiting.map(({ run }) => run.state.awaits ?? ''),
    );
    for (const each of waiting) {
      const settled = outcomes.find(({ id }) => id === each.run.state.awaits);
      if (!settled || each.run.state.status === 'ended') continue;
      const code = settled.kind === 'discount-code' ? await codeOf(tx, settled.id) : undefined;
      const outcome = outcomeOf(settled, code);
      const facts = await factsFor(each.flow);
      take(each, transition(each.flow, each.run.state, { kind: 'effect', outcome, facts }, now), now);
    }
  };
