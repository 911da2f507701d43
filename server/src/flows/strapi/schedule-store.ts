import type { Knex } from 'knex';

import type { EventFact } from '../../../../plugin/src';
import { asNumber, fromJson, isPostgres, knexOf } from '../../strapi/database';
import type { CallStore } from '../starts/call-store';
import type { TodayStart } from '../publishing/publishing';
import type { ScheduleStore, Slot } from '../starts/schedule-store';

interface SlotRow {
  flow_id: string;
  at: number | string;
  /** Null where it is `at`. */
  as_of: number | string | null;
  version: number;
  cursor: string;
  event: string | null;
  today: string | null;
}

/** Entries that are written at one moment have slots a millisecond apart. */
const MOST_LATER = 1_000;

const byId = ({ flowId, at }: Slot) => ({ flow_id: flowId, at });

/** Runs for several entries go on beside each other. */
const keyOfEntry = (event: EventFact | null): string | null =>
  typeof event?.properties.entry_id === 'string' ? event.properties.entry_id : null;

export const createKnexScheduleStore = (db: Knex, calls: Pick<CallStore, 'add'>): ScheduleStore => ({
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
  async add(tx, { flowId, version, at, event, today = null }) {
    const row = {
      ...{ flow_id: flowId, version, as_of: at, cursor: '', done: false },
      event: event && JSON.stringify(event),
      today: today && JSON.stringify(today),
    };
    for (let later = 0; later < MOST_LATER; later += 1) {
      const added = await knexOf(tx)('attune_flow_slots')
        .insert({ ...row, at: at + later })
        .onConflict(['flow_id', 'at'])
        .ignore()
        .returning('flow_id');
      if (added.length > 0) return;
    }
  },
  async takeOpen(tx) {
    const query = knexOf(tx)<SlotRow & { done: boolean }>('attune_flow_slots')
      .where({ done: false })
      .orderBy('at')
      .first();
    const row = (await (isPostgres(db) ? query.forUpdate().skipLocked() : query)) as SlotRow | undefined;
    return (
      row && {
        ...{ flowId: row.flow_id, version: row.version, at: asNumber(row.at), cursor: row.cursor },
        asOf: asNumber(row.as_of ?? row.at),
        event: row.event === null ? null : fromJson<EventFact>(row.event),
        today: row.today === null ? null : fromJson<TodayStart>(row.today),
      }
    );
  },
  async advance(tx, slot, cursor, done) {
    await knexOf(tx)('attune_flow_slots').where(byId(slot)).update({ cursor, done });
  },
  async tell(tx, slot, what, profileIds) {
    await calls.add(
      tx,
      profileIds.map((profileId) => ({
        id: `${slot.flowId}:${slot.at}:${profileId}`,
        ...{ profileId, flowId: slot.flowId, event: slot.event },
        // Of several changes at one moment each has a slot of its own, a little later.
        at: slot.event?.at ?? slot.at,
        key: keyOfEntry(slot.event),
        lookFrom: what === 'look' ? slot.asOf : null,
      })),
    );
  },
  async close(tx, flowId) {
    await knexOf(tx)('attune_flow_slots').where({ flow_id: flowId, done: false }).update({ done: true });
  },
});
