import type { EventFact } from '../../../../plugin/src';
import { asNumber, chunksOf, fromJson, knexOf } from '../../strapi/database';
import type { Call, CallStore } from '../call-store';

interface CallRow {
  id: string;
  profile_id: string;
  flow_id: string;
  run_key: string | null;
  event: string | null;
  at: number | string;
}

const TABLE = 'attune_flow_calls';

const toRow = ({ id, profileId, flowId, key, event, at }: Call): CallRow => ({
  id,
  profile_id: profileId,
  flow_id: flowId,
  run_key: key,
  event: event && JSON.stringify(event),
  at,
});

const fromRow = (row: CallRow): Call => ({
  id: row.id,
  profileId: row.profile_id,
  flowId: row.flow_id,
  key: row.run_key,
  event: row.event === null ? null : fromJson<EventFact>(row.event),
  at: asNumber(row.at),
});

export const createKnexCallStore = (): CallStore => ({
  async add(tx, calls) {
    for (const rows of chunksOf(calls.map(toRow))) {
      await knexOf(tx)(TABLE).insert(rows).onConflict('id').ignore();
    }
  },
  async take(tx, profileId) {
    const theirs = () => knexOf(tx)<CallRow>(TABLE).where({ profile_id: profileId });
    const rows = await theirs().orderBy('at').orderBy('id');
    if (rows.length > 0) await theirs().delete();
    return rows.map(fromRow);
  },
  async move(tx, fromProfile, intoProfile) {
    await knexOf(tx)(TABLE).where({ profile_id: fromProfile }).update({ profile_id: intoProfile });
  },
});
