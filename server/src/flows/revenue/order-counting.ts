import {
  EMAIL_SENT,
  isSameRefund,
  orderOf,
  ORDERS_COUNT_FOR,
  refundOf,
  type EventFact,
  type Refund,
} from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Turn } from '../turn/moves';
import type { Moving } from '../turn/moving';
import { creditedTo, earnedOf, gained, mailBefore } from './earned';
import type { CountedOrder, Earned, Pass, RevenueStore } from './revenue-store';

type TheirPass = Pass & { readonly profileId: string };

/** A run counts from when it came through, also where it began as of an earlier date. */
const passesIn = ({ run, flow, left }: Moving, now: number): readonly TheirPass[] =>
  left
    .filter(({ node }) => flow.definition.steps[node]?.kind === 'holdout')
    .map(({ node, outcome }) => ({
      ...{ flowId: run.flowId, version: run.version, node, profileId: run.profileId },
      ...{ arm: outcome === 'holdout' ? 'out' : 'in', at: now },
    }));

/** The first telling of each order; one without an id is another each time. */
const firstTold = (orders: readonly CountedOrder[]): readonly CountedOrder[] => {
  const inOrder = [...orders].sort((a, b) => a.seq - b.seq);
  return inOrder.filter(({ id }, at) => id === null || inOrder.findIndex((order) => order.id === id) === at);
};

/**
 * Adds up what orders come to, in the transaction of the person's turn: for the last mail that went before the order,
 * and for each holdout step the person came through before it; no longer ago than `ORDERS_COUNT_FOR`.
 *
 * - When an order was made counts, not when it is told: one that comes late counts for the mail that went before it.
 * - So does one that was told before it was written down that the mail had gone, as soon as the ring hears of the mail.
 * - The same `order_id` of a person counts once, as it was told first.
 * - What was given back of an order is taken off it, whichever is told first, and the order with the last of it.
 * - The same `refund_id` of an order counts once, as it was told first; without one, so does the same amount of the same
 *   moment.
 * - What is imported never comes to a turn, and counts nowhere.
 * - When two become one, what was counted of both is taken out, and what the one comes to is put in: an order told of
 *   both counts once, and an order of the first may count for a mail to the second.
 * - Who is erased takes their orders along; the sums name nobody, and stay.
 */
export const createOrderCounting = (store: RevenueStore) => {
  const countOrder = async (
    tx: Tx,
    profileId: string,
    order: NonNullable<ReturnType<typeof orderOf>>,
  ): Promise<readonly Earned[]> => {
    const since = order.at - ORDERS_COUNT_FOR;
    const mail = mailBefore(await store.mailsOf(tx, profileId, since), order.at) ?? null;
    const seq = await store.insertOrder(tx, profileId, order, mail);
    if (seq === undefined) return [];
    const passes = (await store.passesOf(tx, profileId, since)).filter(({ at }) => at < order.at);
    const refunds = await store.refundsOf(tx, profileId);
    const fresh: CountedOrder = { ...order, seq, mail };
    const others =
      passes.length > 0
        ? (await store.ordersOf(tx, profileId, since)).filter((known) => known.seq !== seq)
        : [];
    return gained(earnedOf([...others, fresh], passes, refunds), earnedOf(others, passes, refunds));
  };

  const countRefund = async (tx: Tx, profileId: string, refund: Refund): Promise<readonly Earned[]> => {
    const before = await store.refundsOf(tx, profileId);
    if (before.some((known) => isSameRefund(known, refund))) return [];
    await store.insertRefund(tx, profileId, refund);
    const orders = await store.ordersOf(tx, profileId, 0);
    const order = orders.find(({ id }) => id === refund.orderId);
    if (!order) return [];
    const passes = await store.passesOf(tx, profileId, order.at - ORDERS_COUNT_FOR);
    return gained(earnedOf(orders, passes, [...before, refund]), earnedOf(orders, passes, before));
  };

  /** A mail has gone, at this moment or shortly before. */
  const countMail = async (tx: Tx, profileId: string, at: number): Promise<readonly Earned[]> => {
    const since = at - ORDERS_COUNT_FOR;
    const orders = await store.ordersOf(tx, profileId, since);
    if (orders.length === 0) return [];
    const mails = await store.mailsOf(tx, profileId, since - ORDERS_COUNT_FOR);
    const credited = orders.map(creditedTo(mails));
    const changed = credited.filter((order) => !orders.includes(order));
    if (changed.length === 0) return [];
    await store.recount(tx, changed);
    const refunds = await store.refundsOf(tx, profileId);
    return gained(earnedOf(credited, [], refunds), earnedOf(orders, [], refunds));
  };

  const count = async (tx: Tx, profileId: string, event: EventFact): Promise<readonly Earned[]> => {
    const order = orderOf(event);
    if (order) return countOrder(tx, profileId, order);
    const refund = refundOf(event);
    if (refund) return countRefund(tx, profileId, refund);
    const isOfFlow = event.name === EMAIL_SENT && typeof event.properties.flow_id === 'string';
    return isOfFlow ? countMail(tx, profileId, event.at) : [];
  };

  return {
    /** What a turn brought. Asks nothing where nobody ordered, nothing went and nobody came through a holdout step. */
    async take(tx: Tx, turns: readonly Turn[], moved: readonly Moving[], now: number): Promise<void> {
      const passes = moved.flatMap((moving) => passesIn(moving, now));
      if (passes.length > 0) await store.insertPasses(tx, passes);
      const earned: Earned[] = [];
      for (const { profileId, inputs } of turns) {
        for (const input of inputs) {
          if (input.kind === 'event') earned.push(...(await count(tx, profileId, input.event)));
        }
      }
      if (earned.length > 0) await store.add(tx, gained(earned, []));
    },
    /** Called when the mails have moved. */
    async onMerge(tx: Tx, from: string, into: string): Promise<void> {
      const orders = [await store.ordersOf(tx, from, 0), await store.ordersOf(tx, into, 0)];
      const refunds = [await store.refundsOf(tx, from), await store.refundsOf(tx, into)];
      const told = firstTold(orders.flat());
      const since = Math.min(...told.map(({ at }) => at)) - ORDERS_COUNT_FOR;
      const passes =
        told.length > 0 ? [await store.passesOf(tx, from, since), await store.passesOf(tx, into, since)] : [];
      const twice = orders.flat().filter((order) => !told.includes(order));
      await store.join(tx, from, into, twice);
      if (told.length === 0) return;
      const joined = told.map(creditedTo(await store.mailsOf(tx, into, since)));
      const before = orders.flatMap((theirs, at) => earnedOf(theirs, passes[at] ?? [], refunds[at] ?? []));
      await store.recount(
        tx,
        joined.filter((order) => !told.includes(order)),
      );
      await store.add(tx, gained(earnedOf(joined, passes.flat(), await store.refundsOf(tx, into)), before));
    },
  };
};

export type OrderCounting = ReturnType<typeof createOrderCounting>;
