import type { Knex } from 'knex';

import { asNumber, asNumberOrNull, chunksOf, knexOf } from '../../strapi/database';
import { insertRows } from '../../strapi/insert-rows';
import type { Refund } from '../../../../plugin/src';
import type { CountedOrder, Earned, GoneMail, Pass, RevenueStore } from '../revenue/revenue-store';

interface OrderRow {
  id: number | string;
  profile_id: string;
  order_id: string | null;
  at: number | string;
  cents: number | string;
  currency: string | null;
  effect_id: string | null;
  flow_id: string | null;
  version: number | null;
  node: string | null;
}

interface RefundRow {
  profile_id: string;
  order_id: string;
  refund_id: string | null;
  at: number | string;
  cents: number | string | null;
  currency: string | null;
}

interface PlaceRow {
  flow_id: string;
  version: number | string;
  node: string;
}

type PassRow = PlaceRow & { profile_id: string; arm: Pass['arm']; at: number | string };

type MailRow = PlaceRow & { id: string; sent_at: number | string };

type EarnedRow = PlaceRow & { arm: Earned['arm']; currency: string } & Record<
    'orders' | 'cents' | 'buyers' | 'squares',
    number | string
  >;

const ORDERS = 'attune_flow_orders';
const PASSES = 'attune_flow_passes';
const REFUNDS = 'attune_flow_refunds';
const SUMS = 'attune_flow_revenue';
const ADDED = ['orders', 'cents', 'buyers', 'squares'] as const;
/** An order without a currency is added up under this: a key has no nulls. */
const NO_CURRENCY = '';

const placeOf = ({ flow_id, version, node }: PlaceRow) => ({
  ...{ flowId: flow_id, node },
  version: asNumber(version),
});

const orderFrom = (row: OrderRow): CountedOrder => {
  const { effect_id: effectId, flow_id, version, node } = row;
  const isOfMail = effectId !== null && flow_id !== null && version !== null && node !== null;
  return {
    seq: asNumber(row.id),
    id: row.order_id,
    at: asNumber(row.at),
    cents: asNumber(row.cents),
    currency: row.currency,
    mail: isOfMail ? { effectId, ...placeOf({ flow_id, version, node }) } : null,
  };
};

const mailColumns = (mail: CountedOrder['mail']) => ({
  effect_id: mail?.effectId ?? null,
  flow_id: mail?.flowId ?? null,
  version: mail?.version ?? null,
  node: mail?.node ?? null,
});

const orderRow = (
  profileId: string,
  { id, at, cents, currency, mail }: Omit<CountedOrder, 'seq'>,
): Omit<OrderRow, 'id'> => ({
  ...{ profile_id: profileId, order_id: id, at, cents, currency },
  ...mailColumns(mail),
});

const mailFrom = (row: MailRow): GoneMail => ({
  ...placeOf(row),
  effectId: row.id,
  sentAt: asNumber(row.sent_at),
});

export const createKnexRevenueStore = (db: Knex): RevenueStore => ({
  async insertOrder(tx, profileId, order, mail) {
    const [row] = await knexOf(tx)(ORDERS)
      .insert(orderRow(profileId, { ...order, mail }))
      .onConflict(['profile_id', 'order_id'])
      .ignore()
      .returning<{ id: number | string }[]>('id');
    return row && asNumber(row.id);
  },
  async ordersOf(tx, profileId, after) {
    const rows = await knexOf(tx)<OrderRow>(ORDERS)
      .where({ profile_id: profileId })
      .where('at', '>', after)
      .orderBy('id');
    return (rows as OrderRow[]).map(orderFrom);
  },
  async mailsOf(tx, profileId, since) {
    const rows: MailRow[] = await knexOf(tx)('attune_outbox as o')
      .join('attune_flows as f', 'f.id', 'o.flow_id')
      .leftJoin('attune_runs as r', 'r.id', 'o.run_id')
      .where({ 'o.profile_id': profileId, 'o.kind': 'send-email', 'o.status': 'sent' })
      .where('o.sent_at', '>=', since)
      .whereNull('f.trial_of')
      .select(
        'o.id',
        'o.flow_id',
        'o.node',
        'o.sent_at',
        knexOf(tx).raw('coalesce(r.version, 0) as version'),
      );
    return rows.map(mailFrom);
  },
  async insertRefund(tx, profileId, { orderId, id, ...refund }) {
    await knexOf(tx)(REFUNDS).insert({
      ...{ ...refund, profile_id: profileId, order_id: orderId, refund_id: id },
    });
  },
  async refundsOf(tx, profileId) {
    const rows = await knexOf(tx)<RefundRow>(REFUNDS).where({ profile_id: profileId }).orderBy('id');
    return (rows as RefundRow[]).map(
      ({ order_id: orderId, refund_id: id, at, cents, currency }): Refund => ({
        ...{ orderId, id, currency, at: asNumber(at), cents: asNumberOrNull(cents) },
      }),
    );
  },
  async insertPasses(tx, passes) {
    const rows = passes.map(({ profileId, flowId, ...pass }) => ({
      ...{ profile_id: profileId, flow_id: flowId, ...pass },
    }));
    await insertRows(knexOf(tx), PASSES, rows);
  },
  async passesOf(tx, profileId, since) {
    const rows = await knexOf(tx)<PassRow>(PASSES)
      .where({ profile_id: profileId })
      .where('at', '>=', since)
      .orderBy('id');
    return (rows as PassRow[]).map((row): Pass => ({ ...placeOf(row), arm: row.arm, at: asNumber(row.at) }));
  },
  async join(tx, from, into, twice) {
    const trx = knexOf(tx);
    for (const chunk of chunksOf(twice.map(({ seq }) => seq)))
      await trx(ORDERS).whereIn('id', chunk).delete();
    for (const table of [ORDERS, PASSES, REFUNDS]) {
      await trx(table).where({ profile_id: from }).update({ profile_id: into });
    }
  },
  async recount(tx, orders) {
    for (const { seq, mail } of orders) await knexOf(tx)(ORDERS).where({ id: seq }).update(mailColumns(mail));
  },
  async add(tx, earned) {
    const rows = earned.map(({ flowId, currency, ...sums }) => ({
      ...{ ...sums, flow_id: flowId, currency: currency ?? NO_CURRENCY },
    }));
    await insertRows(knexOf(tx), SUMS, rows, {
      key: ['flow_id', 'version', 'node', 'arm', 'currency'],
      becomes: ({ kept, given }) =>
        Object.fromEntries(ADDED.map((column) => [column, `${kept(column)} + ${given(column)}`])),
    });
  },
  async sums(flowId, version) {
    const rows = await db<EarnedRow>(SUMS).where({
      flow_id: flowId,
      ...(version !== undefined && { version }),
    });
    return (rows as EarnedRow[]).map(
      ({ orders, cents, buyers, squares, currency, arm, ...place }): Earned => ({
        ...placeOf(place),
        arm,
        currency: currency === NO_CURRENCY ? null : currency,
        orders: asNumber(orders),
        cents: asNumber(cents),
        buyers: asNumber(buyers),
        squares: asNumber(squares),
      }),
    );
  },
});
