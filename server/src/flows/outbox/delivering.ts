import type { Clock, Log, Transact, Tx } from '../../ports';
import type { Delivery, EffectHandler, OutboxEffect } from './effect';
import type { Orphan, OutboxRow, OutboxStore, Settled } from './outbox-store';
import type { StillWanted } from './still-wanted';

export interface DeliveringNeeds {
  readonly store: Pick<OutboxStore, 'settle' | 'handOff' | 'postpone'>;
  readonly transact: Transact;
  readonly handlerOf: (kind: string) => EffectHandler | undefined;
  /** Told in the transaction that settles it, whatever became of it: whoever waits for it goes on. */
  readonly onSettled?: (tx: Tx, effect: Orphan) => Promise<void>;
  readonly stillWanted: StillWanted;
  readonly isEnvironmentHeld: () => Promise<boolean>;
  /** Told in the transaction that settles it: here "Email Sent" becomes an event. */
  readonly onSent: (tx: Tx, effect: OutboxEffect, messageId: string) => Promise<void>;
  /** New at every start: nobody takes an earlier life's work for this one's. */
  readonly processId: string;
  readonly now: Clock;
  readonly log: Log;
}

export const HELD_BY_ENVIRONMENT = 'this copy of the database is not confirmed';
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
const MOST_ATTEMPTS = 8;

const retryAfter = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'error');
};

/** Carries out one effect that this process has claimed, and writes down what became of it. Never throws. */
export const createDelivering = (needs: DeliveringNeeds): ((effect: OutboxRow) => Promise<void>) => {
  const { store, transact, handlerOf, stillWanted, processId, now, log } = needs;
  const { onSettled = async () => {} } = needs;

  const settleIn = async (tx: Tx, effect: OutboxEffect, settled: Settled): Promise<boolean> => {
    const changed = await store.settle(tx, effect.id, processId, settled);
    if (changed && settled.status !== 'queued' && settled.status !== 'held') await onSettled(tx, effect);
    return changed;
  };
  const settle = (effect: OutboxEffect, settled: Settled) => transact((tx) => settleIn(tx, effect, settled));

  const retryOrGiveUp = (attempts: number, reason: string, afterMs?: number): Settled =>
    attempts >= MOST_ATTEMPTS
      ? { status: 'failed', reason: `gave up: ${reason}` }
      : { status: 'queued', reason, dueAt: now() + (afterMs ?? retryAfter(attempts)) };

  /** All that is read again, and the mark that it is on its way, in one transaction, committed before it goes. */
  const handOff = (effect: OutboxRow): Promise<boolean> =>
    transact(async (tx) => {
      const wanted = await stillWanted(tx, effect);
      if (wanted === 'go') return store.handOff(tx, effect.id, processId);
      if ('later' in wanted) {
        await store.postpone(tx, effect.id, processId, wanted.later, wanted.because);
        return false;
      }
      const settled: Settled =
        'hold' in wanted
          ? { status: 'held', reason: wanted.hold }
          : { status: 'skipped', reason: wanted.skip };
      await settleIn(tx, effect, settled);
      return false;
    });

  const record = async (effect: OutboxEffect, delivery: Delivery): Promise<void> => {
    if (delivery.outcome === 'retry') {
      await settle(effect, retryOrGiveUp(effect.attempts, delivery.reason, delivery.afterMs));
    } else if (delivery.outcome === 'sent') {
      await recordSent(effect, delivery);
    } else {
      await settle(effect, { status: delivery.outcome, reason: delivery.reason });
    }
  };

  const recordSent = async (
    effect: OutboxEffect,
    delivery: Delivery & { outcome: 'sent' },
  ): Promise<void> => {
    const { messageId, keep } = delivery;
    const sent: Settled = { status: 'sent', reason: null, messageId, sentAt: now() };
    try {
      await transact(async (tx) => {
        if (!(await settleIn(tx, effect, sent))) return;
        await keep?.(tx);
        await needs.onSent(tx, effect, messageId);
      });
    } catch (error) {
      // What was sent stays sent, whatever became of its event.
      log.error('The event of a sent effect could not be recorded.', { id: effect.id, code: codeOf(error) });
      await settle(effect, sent);
    }
  };

  const deliver = async (effect: OutboxRow): Promise<void> => {
    const handler = handlerOf(effect.kind);
    let goes: boolean;
    try {
      if (await needs.isEnvironmentHeld()) {
        await settle(effect, { status: 'held', reason: HELD_BY_ENVIRONMENT });
        return;
      }
      goes = await handOff(effect);
    } catch (error) {
      log.warn('An effect could not be looked at; it is tried again.', {
        id: effect.id,
        code: codeOf(error),
      });
      await settle(effect, retryOrGiveUp(effect.attempts, codeOf(error)));
      return;
    }
    if (!goes || !handler) return;
    let delivery: Delivery;
    try {
      delivery = await handler.deliver(effect);
    } catch (error) {
      // Nobody can say how far it came: unless it may be repeated, a second delivery would be worse than none.
      delivery = { outcome: handler.repeatable ? 'retry' : 'unknown', reason: codeOf(error) };
    }
    await record(effect, delivery);
  };

  return async (effect) => {
    try {
      await deliver(effect);
    } catch (error) {
      log.error('The outcome of an effect could not be written.', { id: effect.id, code: codeOf(error) });
    }
  };
};
