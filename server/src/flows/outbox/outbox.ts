import { PluginError } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import { createDelivering, HELD_BY_ENVIRONMENT, type DeliveringNeeds } from './delivering';
import type {
  Lane,
  NewEffect,
  OutboxFigures,
  OutboxFilter,
  OutboxRow,
  OutboxStore,
  Settled,
} from './outbox-store';

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

interface Needs extends DeliveringNeeds {
  readonly store: OutboxStore;
  /**
   * Kinds that call strangers' servers, which may hang: they have hands of their own, so that no mail waits for them.
   */
  readonly slowKinds?: () => readonly string[];
  readonly concurrency?: number;
  readonly deadAfterMs?: number;
}

/** A process that has said nothing for so long lives no more. */
export const DEAD_AFTER_MS = 15_000;
/** Three times in that. Seldom, since on SQLite whatever is written ends what pages remember of their visitors. */
export const ALIVE_EVERY_MS = 5_000;
/** A turn of work ends after this long, so that a stop is never kept waiting by a long queue. */
const LONGEST_WORK_MS = 5_000;
/** A hand that waits for a stranger's server costs nothing but its memory. */
const SLOW_HANDS = 20;

export const createOutbox = (needs: Needs): Outbox => {
  const { store, transact, handlerOf, processId, now, log } = needs;
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

  const deliver = createDelivering(needs);

  const keepAlive = async (): Promise<void> => {
    await store.beat(processId, now());
    alive = true;
  };

  const recover = async (): Promise<void> => {
    // One that stood still for long is not dead to itself.
    await keepAlive();
    const { requeued, unknown } = await transact(async (tx) => {
      const recovered = await store.recover(tx, { now: now(), deadAfterMs }, repeatableKinds());
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
        const hand = deliver(effect).finally(() => {
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
