import type { EventFact } from '../../../../plugin/src';
import { asNumber, chunksOf, fromJson, knexOf } from '../../strapi/database';
import type { Alarm, AlarmStore } from '../starts/alarm-store';

interface AlarmRow {
  profile_id: string;
  flow_id: string;
  /** Empty where the flow keys nothing. */
  run_key: string;
  at: number | string;
  event: string | null;
}

const TABLE = 'attune_flow_alarms';

const fromRow = (row: AlarmRow): Alarm => ({
  flowId: row.flow_id,
  key: row.run_key === '' ? null : row.run_key,
  at: asNumber(row.at),
  event: row.event === null ? null : fromJson<EventFact>(row.event),
});

const toRow =
  (profileId: string) =>
  ({ flowId, key, at, event }: Alarm): AlarmRow => ({
    profile_id: profileId,
    flow_id: flowId,
    run_key: key ?? '',
    at,
    event: event && JSON.stringify(event),
  });

export const createKnexAlarmStore = (): AlarmStore => ({
  async of(tx, profileId) {
    const rows = await knexOf(tx)<AlarmRow>(TABLE).where({ profile_id: profileId }).orderBy('at');
    return rows.map(fromRow);
  },
  async replace(tx, profileId, alarms) {
    await knexOf(tx)(TABLE).where({ profile_id: profileId }).delete();
    for (const rows of chunksOf(alarms.map(toRow(profileId)))) await knexOf(tx)(TABLE).insert(rows);
  },
  async forget(tx, flowId) {
    await knexOf(tx)(TABLE).where({ flow_id: flowId }).delete();
  },
  async move(tx, fromProfile, intoProfile) {
    const rows = await knexOf(tx)<AlarmRow>(TABLE).where({ profile_id: fromProfile });
    if (rows.length === 0) return;
    await knexOf(tx)(TABLE).where({ profile_id: fromProfile }).delete();
    await knexOf(tx)(TABLE)
      .insert(rows.map((row) => ({ ...row, profile_id: intoProfile })))
      .onConflict(['profile_id', 'flow_id', 'run_key'])
      .ignore();
  },
});
