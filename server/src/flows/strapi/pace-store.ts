import type { Knex } from 'knex';

import { newPace } from '../../../../plugin/src';
import { asNumber, isPostgres, knexOf } from '../../strapi/database';
import type { PaceStore } from '../outbox/pace-store';

interface PaceRow {
  flow_id: string;
  next_at: number | string;
  gone_at: number | string;
}

const TABLE = 'attune_flow_paces';

export const createKnexPaceStore = (db: Knex): PaceStore => ({
  async lock(tx, flowId) {
    const trx = knexOf(tx);
    await trx(TABLE)
      .insert({ flow_id: flowId, next_at: newPace.next, gone_at: newPace.gone })
      .onConflict('flow_id')
      .ignore();
    const query = trx<PaceRow>(TABLE).where({ flow_id: flowId }).first();
    const row = (await (isPostgres(db) ? query.forUpdate() : query)) as PaceRow;
    return { next: asNumber(row.next_at), gone: asNumber(row.gone_at) };
  },
  async save(tx, flowId, { next, gone }) {
    await knexOf(tx)(TABLE).where({ flow_id: flowId }).update({ next_at: next, gone_at: gone });
  },
});
