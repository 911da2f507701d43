import type { Knex } from 'knex';

import { OUR_EVENTS, type Already, type JsonObject } from '../../../../plugin/src';
import { asNumber, asNumberOrNull, fromJson, knexOf, whereAmong } from '../../strapi/database';
import type { Candidate, TodayAudiences } from '../starts/today';
import { plainly } from './segment-members';

const eventsOf = (db: Knex, as: string, name: string): Knex.QueryBuilder => {
  const query = db(`attune_events as ${as}`);
  return name === '*' ? query.whereNotIn(`${as}.name`, [...OUR_EVENTS]) : query.where(`${as}.name`, name);
};

const idOf = (db: Knex, segment: string) =>
  db('attune_segments').where({ key: segment }).select('id').limit(1);

/** A row for each of them, with `at` where that is when they crossed, and the column that names them. */
const rowsOf = (db: Knex.Transaction, among: Already): readonly [query: Knex.QueryBuilder, id: string] => {
  switch (among.of) {
    case 'segment': {
      const members = db('attune_memberships').where('segment_id', idOf(db, among.segment));
      return [members.select({ id: 'profile_id', at: 'entered_at' }), 'profile_id'];
    }
    case 'left': {
      const gone = db('attune_membership_log as log')
        .where('log.segment_id', idOf(db, among.segment))
        .where('log.at', '>', among.after)
        .where('log.entered', false)
        .whereNotExists(
          db('attune_memberships as still')
            .whereRaw('still.segment_id = log.segment_id and still.profile_id = log.profile_id')
            .select(db.raw('1')),
        );
      const once = gone.groupBy('log.profile_id').select({ id: 'log.profile_id' });
      return [once.max({ at: 'log.at' }), 'log.profile_id'];
    }
    case 'did': {
      const did = eventsOf(db, 'did', among.name)
        .where('did.at', '>', among.after)
        .where('did.at', '<=', among.upTo)
        .distinct({ id: 'did.profile_id' });
      const since = () =>
        eventsOf(db, 'later', among.name)
          .whereRaw('later.profile_id = did.profile_id')
          .where('later.at', '>', among.upTo)
          .select(db.raw('1'));
      return [among.last ? did.whereNotExists(since()) : did, 'did.profile_id'];
    }
    case 'cart': {
      const carts = db('attune_carts')
        .where('moved_at', '>', among.after)
        .where('moved_at', '<=', among.upTo);
      return [carts.distinct({ id: 'profile_id' }), 'profile_id'];
    }
    case 'trait': {
      const holders = db('attune_profiles')
        .whereNull('merged_into')
        .whereRaw("traits like ? escape '\\'", [`%${plainly(JSON.stringify(among.trait))}:%`]);
      return [holders.select('id'), 'id'];
    }
  }
};

interface PersonRow {
  readonly id: string;
  readonly timezone: string | null;
  readonly traits: string;
}

interface FoundRow {
  readonly id: string;
  readonly at?: number | string;
}

const candidatesOf = async (
  db: Knex.Transaction,
  found: readonly FoundRow[],
): Promise<readonly Candidate[]> => {
  const ids = found.map(({ id }) => id);
  const rows: PersonRow[] = await whereAmong(db('attune_profiles'), 'id', ids).select(
    ...['id', 'timezone', 'traits'],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return found.map(({ id, at }) => ({
    profileId: id,
    crossedAt: asNumberOrNull(at),
    timezone: known.get(id)?.timezone ?? null,
    traits: fromJson<JsonObject>(known.get(id)?.traits ?? '{}'),
  }));
};

/** Those who would have come into a flow had it been live before. */
export const todayAudiences: TodayAudiences = {
  async people(tx, among, after, limit) {
    const [query, column] = rowsOf(knexOf(tx), among);
    const found: FoundRow[] = await query.where(column, '>', after).orderBy(column).limit(limit);
    return candidatesOf(knexOf(tx), found);
  },
  async sample(tx, among, most) {
    const db = knexOf(tx);
    // Ids begin with the time at which somebody came, and end with what chance gave them.
    const found = await db
      .from(rowsOf(db, among)[0].as('found'))
      .orderByRaw('substr(id, length(id) - 5), id')
      .limit(most)
      .select<FoundRow[]>('*');
    return candidatesOf(db, found);
  },
  async count(tx, among) {
    const db = knexOf(tx);
    const [row] = await db.from(rowsOf(db, among)[0].as('found')).count<{ n: number | string }[]>({ n: '*' });
    return asNumber(row?.n ?? 0);
  },
};
