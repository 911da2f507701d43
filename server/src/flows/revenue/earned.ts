import { countsFor, isSameRefund, type Refund } from '../../../../plugin/src';
import type { CountedOrder, Earned, GoneMail, Pass } from './revenue-store';

/** The last mail before an order, if it is not too long ago. */
export const mailBefore = (mails: readonly GoneMail[], at: number): GoneMail | undefined =>
  mails
    .filter(({ sentAt }) => countsFor(sentAt, at))
    .reduce<
      GoneMail | undefined
    >((last, mail) => (last && (last.sentAt > mail.sentAt || (last.sentAt === mail.sentAt && last.effectId > mail.effectId)) ? last : mail), undefined);

/** It counts for the last mail before it; for its own still where that is known no more. */
export const creditedTo =
  (mails: readonly GoneMail[]) =>
  (order: CountedOrder): CountedOrder => {
    const { mail: own, at } = order;
    if (own !== null && !mails.some(({ effectId }) => effectId === own.effectId)) return order;
    const mail = mailBefore(mails, at) ?? null;
    return mail?.effectId === own?.effectId ? order : { ...order, mail };
  };

/**
 * What is left of an order, and nothing where all of it was given back. Money of another currency is not its own, and
 * a refund counts as it was told first.
 */
const leftOf = (order: CountedOrder, refunds: readonly Refund[]): readonly CountedOrder[] => {
  const { id, currency, cents } = order;
  const told = refunds.filter(({ orderId }) => orderId === id);
  const its = told.filter(
    (refund, nth) =>
      told.findIndex((other) => isSameRefund(refund, other)) === nth &&
      (refund.currency === currency || refund.currency === null || currency === null),
  );
  const back = its.reduce((sum, refund) => sum + (refund.cents ?? cents), 0);
  if (its.length > 0 && back >= cents) return [];
  return [back > 0 ? { ...order, cents: cents - back } : order];
};

const byMail = ({ mail, currency, cents }: CountedOrder): readonly Earned[] =>
  mail === null
    ? []
    : [
        {
          ...{ flowId: mail.flowId, version: mail.version, node: mail.node, arm: 'message' },
          ...{ currency, cents, orders: 1, buyers: 0, squares: 0 },
        },
      ];

const byPass = ({ at, ...pass }: Pass, orders: readonly CountedOrder[]): readonly Earned[] => {
  const later = orders.filter((order) => countsFor(at, order.at));
  return [...new Set(later.map(({ currency }) => currency))].map((currency) => {
    const own = later.filter((order) => order.currency === currency);
    const cents = own.reduce((sum, order) => sum + order.cents, 0);
    return { ...pass, currency, cents, orders: own.length, buyers: 1, squares: cents ** 2 };
  });
};

/** What one person's orders come to, less what they were given back: each for its mail, and all that follow a pass for its arm. */
export const earnedOf = (
  orders: readonly CountedOrder[],
  passes: readonly Pass[],
  refunds: readonly Refund[],
): readonly Earned[] => {
  const kept = orders.flatMap((order) => leftOf(order, refunds));
  return [...kept.flatMap(byMail), ...passes.flatMap((pass) => byPass(pass, kept))];
};

const keyOf = ({ flowId, version, node, arm, currency }: Earned): string =>
  JSON.stringify([flowId, version, node, arm, currency]);

const plus = (a: Earned, b: Earned, sign: 1 | -1): Earned => ({
  ...a,
  orders: a.orders + sign * b.orders,
  cents: a.cents + sign * b.cents,
  buyers: a.buyers + sign * b.buyers,
  squares: a.squares + sign * b.squares,
});

/** What has come in between, in one order for everybody: two who add to the same sums do not wait for each other. */
export const gained = (after: readonly Earned[], before: readonly Earned[]): readonly Earned[] => {
  const sums = new Map<string, Earned>();
  const add = (earned: Earned, sign: 1 | -1): void => {
    const nothing = { ...earned, orders: 0, cents: 0, buyers: 0, squares: 0 };
    sums.set(keyOf(earned), plus(sums.get(keyOf(earned)) ?? nothing, earned, sign));
  };
  for (const earned of after) add(earned, 1);
  for (const earned of before) add(earned, -1);
  return [...sums]
    .filter(([, { orders, cents, buyers, squares }]) => [orders, cents, buyers, squares].some((n) => n !== 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, earned]) => earned);
};
