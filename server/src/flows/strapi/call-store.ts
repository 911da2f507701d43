import type { EventFact } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, chunksOf, fromJson, knexOf, whereAmong } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import type { Call, CallStore, WaitingCalls } from '../starts/call-store';

interface CallRow {
  id: string;
  profile_id: string;
  flow_id: string;
  run_key: string | null;
  event: string | null;
  at: number | string;
  backdated: boolean | number;
  as_of: number | string | null;
  look_from: number | string | null;
}

const TABLE = 'attune_flow_calls';
const NOTED = 'attune_flow_call_ids';

const toRow = (call: Call): CallRow => ({
  id: call.id,
  profile_id: call.profileId,
  flow_id: call.flowId,
  run_key: call.key,
  event: call.event && JSON.stringify(call.event),
  at: call.at,
  backdated: call.backdated ?? false,
  as_of: call.asOf ?? null,
  look_from: call.lookFrom ?? null,
});

const fromRow = (row: CallRow): Call => ({
  id: row.id,
  profileId: row.profile_id,
  flowId: row.flow_id,
  key: row.run_key,
  event: row.event === null ? null : fromJson<EventFact>(row.event),
  at: asNumber(row.at),
  backdated: Boolean(row.backdated),
  asOf: asNumberOrNull(row.as_of),
  lookFrom: asNumberOrNull(row.look_from),
});

export const createKnexCallStore = (): CallStore => ({
  async note(tx, { id, profileId, at }) {
    const noted = await knexOf(tx)(NOTED)
      .insert({ id, profile_id: profileId, at })
      .onConflict('id')
      .ignore()
      .returning('id');
    return noted.length > 0;
  },
  async forgetNoted(tx, until, limit) {
    const old = knexOf(tx)(NOTED).where('at', '<=', until).orderBy('at').limit(limit).select('id');
    return knexOf(tx)(NOTED).whereIn('id', old).delete();
  },
  async add(tx, calls) {
    for (const rows of chunksOf(calls.map(toRow))) {
      await knexOf(tx)(TABLE).insert(rows).onConflict('id').ignore();
    }
  },
  async take(tx, profileIds, now, but) {
    const theirs = whereAmong(knexOf(tx)(TABLE), 'profile_id', profileIds).orderBy(['at', 'id']);
    const rows = (await keptRows<CallRow>(theirs)).filter(({ flow_id }) => !but.includes(flow_id));
    const taken = rows.filter(({ at }) => asNumber(at) <= now).map(({ id }) => id);
    for (const ids of chunksOf(taken)) await knexOf(tx)(TABLE).whereIn('id', ids).delete();
    const byPerson = new Map<string, Call[]>();
    for (const call of rows.map(fromRow)) {
      byPerson.set(call.profileId, [...(byPerson.get(call.profileId) ?? []), call]);
    }
    const waiting = (calls: readonly Call[]): WaitingCalls => ({
      due: calls.filter(({ at }) => at <= now),
      next: calls.find(({ at }) => at > now)?.at ?? null,
    });
    return new Map([...byPerson].map(([id, calls]) => [id, waiting(calls)]));
  },
  peopleOf: (tx, flowId, after, limit) =>
    knexOf(tx)(TABLE)
      .where({ flow_id: flowId })
      .where('profile_id', '>', after)
      .orderBy('profile_id')
      .limit(limit)
      .distinct('profile_id')
      .pluck('profile_id'),
  async forget(tx, flowId) {
    await knexOf(tx)(TABLE).where({ flow_id: flowId }).delete();
  },
  async move(tx, fromProfile, intoProfile) {
    for (const table of [TABLE, NOTED]) {
      await knexOf(tx)(table).where({ profile_id: fromProfile }).update({ profile_id: intoProfile });
    }
  },
});
