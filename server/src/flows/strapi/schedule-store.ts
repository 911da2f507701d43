import type { Knex } from 'knex';

import { asNumber, chunksOf, isPostgres, knexOf } from '../../strapi/database';
import type { ScheduleStore, Slot } from '../schedule-store';

interface SlotRow {
  flow_id: string;
  at: number | string;
  version: number;
  cursor: string;
}

const byId = ({ flowId, at }: Slot) => ({ flow_id: flowId, at });

export const createKnexScheduleStore = (db: Knex): ScheduleStore => ({
  async due(now) {
    const rows = await db('attune_flows')
      .where('next_at', '<=', now)
      .where({ status: 'live' })
      .select<{ id: string; version: number; next_at: number | string }[]>('id', 'version', 'next_at');
    return rows.map(({ id, version, next_at }) => ({ id, version, nextAt: asNumber(next_at) }));
  },
  async open(tx, { id, version, nextAt: at }, nextAt) {
    const trx = knexOf(tx);
    const moved = await trx('attune_flows')
      .where({ id, next_at: at, status: 'live' })
      .update({ next_at: nextAt });
    if (moved === 0) return false;
    const opened = await trx('attune_flow_slots')
      .insert({ flow_id: id, at, version, cursor: '', done: false })
      .onConflict(['flow_id', 'at'])
      .ignore()
      .returning('flow_id');
    return opened.length > 0;
  },
  async takeOpen(tx) {
    const query = knexOf(tx)<SlotRow & { done: boolean }>('attune_flow_slots')
      .where({ done: false })
      .orderBy('at')
      .first();
    const row = (await (isPostgres(db) ? query.forUpdate().skipLocked() : query)) as SlotRow | undefined;
    return row && { flowId: row.flow_id, version: row.version, at: asNumber(row.at), cursor: row.cursor };
  },
  async advance(tx, slot, cursor, done) {
    await knexOf(tx)('attune_flow_slots').where(byId(slot)).update({ cursor, done });
  },
  async tell(tx, slot, profileIds) {
    const rows = profileIds.map((id) => ({ profile_id: id, ...byId(slot) }));
    for (const chunk of chunksOf(rows)) {
      await knexOf(tx)('attune_flow_starts')
        .insert(chunk)
        .onConflict(['profile_id', 'flow_id', 'at'])
        .ignore();
    }
  },
  async takeStarts(tx, profileId) {
    const starts = () => knexOf(tx)('attune_flow_starts').where({ profile_id: profileId });
    const rows = await starts().select<{ flow_id: string }[]>('flow_id');
    if (rows.length > 0) await starts().delete();
    return [...new Set(rows.map(({ flow_id }) => flow_id))];
  },
  async moveStarts(tx, fromProfile, intoProfile) {
    const starts = await knexOf(tx)('attune_flow_starts').where({ profile_id: fromProfile });
    if (starts.length === 0) return;
    await knexOf(tx)('attune_flow_starts').where({ profile_id: fromProfile }).delete();
    await knexOf(tx)('attune_flow_starts')
      .insert(starts.map((start: object) => ({ ...start, profile_id: intoProfile })))
      .onConflict(['profile_id', 'flow_id', 'at'])
      .ignore();
  },
});
