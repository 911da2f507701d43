import { HELD_FOR_REVIEW } from '../../../../plugin/src';
import type { Transact, Tx } from '../../ports';
import type { Orphan, OutboxStore } from './outbox-store';

const NOT_SENT_ON_REVIEW = 'looked at, and not sent';

/** These mails, all of a flow or of one of its steps; all there are when nothing is named. */
export interface Reviewed {
  readonly ids?: readonly string[];
  readonly flowId?: string;
  readonly node?: string;
}

/** Lets them go, or has them not sent; how many were decided on. */
export type Review = (which: Reviewed, send: boolean) => Promise<number>;

interface Needs {
  readonly store: Pick<OutboxStore, 'heldIds' | 'decide'>;
  readonly transact: Transact;
  /** Told of those that are not sent: whoever waits for their outcome goes on. */
  readonly onSettled: (tx: Tx, effect: Orphan) => Promise<void>;
}

const PORTION = 200;

/**
 * Decides on mails that are held for review, a portion in a transaction. One that goes is asked by rules, exits,
 * consent and age as any other is at its hand-off. Says how many were decided on.
 */
export const createReview =
  ({ store, transact, onSettled }: Needs): Review =>
  async (which, send) => {
    const portion = (): Promise<number> =>
      transact(async (tx) => {
        const ids = await store.heldIds(tx, { ...which, reason: HELD_FOR_REVIEW }, PORTION);
        for (const id of ids) {
          const settled = send
            ? ({ status: 'queued', reason: null } as const)
            : ({ status: 'skipped', reason: NOT_SENT_ON_REVIEW } as const);
          const row = await store.decide(tx, id, ['held'], settled);
          if (row && !send) await onSettled(tx, row);
        }
        return ids.length;
      });
    let decided = 0;
    for (let some = PORTION; some === PORTION; decided += some) some = await portion();
    return decided;
  };
