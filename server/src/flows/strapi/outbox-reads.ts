import type { Knex } from 'knex';

import { asNumber, asNumberOrNull } from '../../strapi/database';
import type { OutboxRow, OutboxStore } from '../outbox/outbox-store';
import { fromRow, OUTBOX, type Row } from './outbox-row';

/** What was to be done for somebody, in the order in which it was asked for. */
export const effectsOf = async (
  db: Knex,
  of: Readonly<Record<string, string>>,
): Promise<readonly OutboxRow[]> => {
  const rows = await db<Row>(OUTBOX).where(of).orderBy(['created_at', 'id']);
  return (rows as Row[]).map(fromRow);
};

/** What the panel and the probe ask. */
export const createOutboxReads = (db: Knex): Pick<OutboxStore, 'find' | 'page' | 'figures'> => ({
  async find(id) {
    const row = await db<Row>(OUTBOX).where({ id }).first();
    return row && fromRow(row as Row);
  },
  async page({ status, flowId, node, reason, profileId }, page, pageSize) {
    const matching = () => {
      const query = db<Row>(OUTBOX).where({ status });
      if (flowId) query.where({ flow_id: flowId });
      if (node) query.where({ node });
      if (reason) query.where({ reason });
      if (profileId) query.where({ profile_id: profileId });
      return query;
    };
    const rows = await matching()
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    const [count] = await matching().count<{ n: number | string }[]>({ n: '*' });
    return { rows: (rows as Row[]).map(fromRow), total: asNumber(count?.n ?? 0) };
  },
  async figures(now) {
    const rows = await db(OUTBOX)
      .whereIn('status', ['queued', 'unknown', 'held', 'failed'])
      .groupBy('status')
      .select('status')
      .count<{ status: string; n: number | string }[]>({ n: '*' });
    const oldest = await db(OUTBOX)
      .where({ status: 'queued' })
      .where('due_at', '<=', now)
      .min<{ at: number | string | null }[]>({ at: 'due_at' });
    const of = (status: string) => asNumber(rows.find((row) => row.status === status)?.n ?? 0);
    return {
      queued: of('queued'),
      oldestDueAt: asNumberOrNull(oldest[0]?.at),
      unknown: of('unknown'),
      held: of('held'),
      failed: of('failed'),
    };
  },
});
