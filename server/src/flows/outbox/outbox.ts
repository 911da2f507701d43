import { PluginError } from '../../../../plugin/src';
import type { Clock, Log, Transact, Tx } from '../../ports';
import type { Delivery, EffectHandler, OutboxEffect } from './effect';
import type {
  Lane,
  NewEffect,
  Orphan,
  OutboxFigures,
  OutboxFilter,
  OutboxRow,
  OutboxStore,
  Settled,
} from './outbox-store';
import type { StillWanted } from './still-wanted';

export interface Outbox {
  /** For effects outside flows; in the transaction of what caused them. */
  enqueue(tx: Tx, effects: readonly NewEffect[]): Promise<void>;
  /** Says that this process lives. Must go on while mails hang. */
  keepAlive(): Promise<void>;
  /** Takes over from processes that live no more. */
  recover(): Promise<void>;
  /** Takes what is due until nothing is, a few at a time; does not wait for the last of them. */
  work(): Promise<void>;
  /** The same for effects whose other side may hang: a turn of its own, so that nothing else waits for theirs. */
  workSlow(): Promise<void>;
  /** When everything in hand has its outcome. */
  idle(): Promise<void>;
  /** Takes nothing new, waits for what is in hand, and says goodbye. */
  drain(): Promise<void>;
  page(filter: OutboxFilter, page: number, pageSize: number): ReturnType<OutboxStore['page']>;
  /** A person takes the risk of a second delivery. */
  resend(id: string): Promise<OutboxRow>;
  dismiss(id: string): Promise<OutboxRow>;
  figures(): Promise<OutboxFigures>;
}

interface Needs {
  readonly store: OutboxStore;
  readonly transact: Transact;
  readonly handlerOf: (kind: string) => EffectHandler | undefined;
  /**
   * Kinds that call strangers' servers, which may hang: they have hands of their own, so that no mail waits for them.
   */
  readonly slowKinds?: () => readonly string[];
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
  readonly concurrency?: number;
  readonly deadAfterMs?: number;
}

export const HELD_BY_ENVIRONMENT = 'this copy of the database is not confirmed';
/** A process that has said nothing for so long lives no more. */
export const DEAD_AFTER_MS = 15_000;
/** A turn of work ends after this long, so that a stop is never kept waiting by a long queue. */
const LONGEST_WORK_MS = 5_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
const MOST_ATTEMPTS = 8;
/** A hand that waits for a stranger's server costs nothing but its memory. */
const SLOW_HANDS = 20;

const retryAfter = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'error');
};

export const createOutbox = (needs: Needs): Outbox => {
  const { store, transact, handlerOf, stillWanted, processId, now, log } = needs;
  const {
    concurrency = 5,
    deadAfterMs = DEAD_AFTER_MS,
    slowKinds = () => [],
    onSettled = async () => {},
  } = needs;
  let draining = false;
  let alive = false;
  const inHand = new Set<Promise<void>>();
  const mails = new Set<Promise<void>>();
  const calls = new Set<Promise<void>>();

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

  const deliverSafely = async (effect: OutboxRow): Promise<void> => {
    try {
      await deliver(effect);
    } catch (error) {
      log.error('The outcome of an effect could not be written.', { id: effect.id, code: codeOf(error) });
    }
  };

  const keepAlive = async (): Promise<void> => {
    await store.beat(processId, now());
    alive = true;
  };

  const recover = async (): Promise<void> => {
    // One that stood still for long is not dead to itself.
    await keepAlive();
    const { requeued, unknown } = await transact(async (tx) => {
      const recovered = await store.recover(tx, now() - deadAfterMs, repeatableKinds());
      for (const orphan of recovered.unknown) await onSettled(tx, orphan);
      return recovered;
    });
    if (requeued + unknown.length > 0) {
      log.warn('A process ended with effects in hand.', { requeued, unknown: unknown.length });
    }
  };

  const repeatableKinds = () => slowKinds().filter((kind) => handlerOf(kind)?.repeatable);

  /** Keeps a lane's hands full: whenever one is free the next due row is claimed, and none is claimed ahead of time. */
  const emptyLane = async (hands: Set<Promise<void>>, most: number, lane: Lane): Promise<void> => {
    for (const startedAt = now(); now() - startedAt < LONGEST_WORK_MS; ) {
      while (hands.size >= most) await Promise.race(hands);
      if (draining) return;
      const claimed = await transact((tx) => store.claim(tx, processId, now(), most - hands.size, lane));
      if (claimed.length === 0) return;
      for (const effect of claimed) {
        const hand = deliverSafely(effect).finally(() => {
          hands.delete(hand);
          inHand.delete(hand);
        });
        hands.add(hand);
        inHand.add(hand);
      }
    }
  };

  const idle = async (): Promise<void> => {
    while (inHand.size > 0) await Promise.all(inHand);
  };

  const decide = async (id: string, from: readonly OutboxRow['status'][], settled: Settled) => {
    const row = await transact(async (tx) => {
      const decided = await store.decide(tx, id, from, settled);
      if (decided && settled.status === 'queued' && Object.keys(decided.payload).length === 0) {
        throw new PluginError(
          'conflict',
          'Its content was deleted by age or erasure: it cannot be sent again.',
        );
      }
      return decided;
    });
    if (row) return row;
    throw new PluginError('conflict', `Only an effect that is ${from.join(' or ')} can be decided on.`);
  };

  return {
    enqueue: (tx, effects) => store.enqueue(tx, effects),
    keepAlive,
    recover,
    async work() {
      if (draining) return;
      // Nothing is claimed in the name of a process that nobody knows.
      if (!alive) await keepAlive();
      if (!(await needs.isEnvironmentHeld())) {
        await transact((tx) => store.release(tx, { reason: HELD_BY_ENVIRONMENT }));
      }
      await emptyLane(mails, concurrency, { kinds: slowKinds(), but: true });
    },
    async workSlow() {
      const kinds = slowKinds();
      if (draining || !alive || kinds.length === 0) return;
      await emptyLane(calls, SLOW_HANDS, { kinds, but: false });
    },
    idle,
    async drain() {
      draining = true;
      await idle();
      await transact(async (tx) => {
        await store.giveBack(tx, processId);
        await store.leave(tx, processId);
      });
    },
    page: (filter, page, pageSize) => store.page(filter, page, pageSize),
    resend: (id) => decide(id, ['unknown', 'failed'], { status: 'queued', reason: null, dueAt: now() }),
    dismiss: (id) =>
      decide(id, ['unknown', 'failed'], { status: 'skipped', reason: 'dismissed by a person' }),
    figures: () => store.figures(now()),
  };
};
