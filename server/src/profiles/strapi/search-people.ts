import type { Knex } from 'knex';

import { IDENTITY_KINDS } from '../../../../plugin/src';
import { countRows, piecesOf } from '../../strapi/count-rows';
import { asNumber, isSqlite, whereAmong } from '../../strapi/database';
import type { Page, Profile, ProfileStore } from '..';
import { profileOf, type ProfileRow } from './profile-row';

type Seen = Pick<ProfileRow, 'id' | 'last_seen_at'>;
type Picking = (people: Knex.QueryBuilder) => Knex.QueryBuilder;

/** So many that are not shown may be kept before they are let go of: to sort them each time would cost more. */
const SPARE = 4_000;

const TABLE = 'attune_profiles';

const living: Picking = (people) => people.whereNull('merged_into');

const newestOf = (found: readonly Seen[], most: number): Seen[] =>
  [...found]
    .sort((a, b) => asNumber(b.last_seen_at) - asNumber(a.last_seen_at) || (a.id < b.id ? 1 : -1))
    .slice(0, most);

/** The newest that a query picks, and how many it picks, by pieces of the table. */
const byPieces = async (db: Knex, pick: Picking, most: number): Promise<Page<string>> => {
  let found: Seen[] = [];
  let total = 0;
  for await (const piece of piecesOf(db, TABLE)) {
    const rows = (await pick(piece()).select('id', 'last_seen_at')) as Seen[];
    total += rows.length;
    found.push(...rows);
    if (found.length > most + SPARE) found = newestOf(found, most);
  }
  return { rows: newestOf(found, most).map(({ id }) => id), total };
};

/**
 * Finds text anywhere in a name, an address or an id, for which there is no index. SQLite answers while the loop waits:
 * there the table is gone through in pieces, and ties are in the order of its rows, which an index gives unsorted.
 */
export const createSearchPeople = (db: Knex): ProfileStore['search'] => {
  /** Named by this and by nothing more: the index of identities begins with their kind. */
  const knownAs = async (value: string): Promise<readonly string[]> =>
    (
      await db('attune_identities')
        .whereIn('kind', [...IDENTITY_KINDS])
        .where({ value })
        .select<{ profile_id: string }[]>('profile_id')
    ).map(({ profile_id }) => profile_id);

  const saying = async (text: string): Promise<Picking> => {
    const known = await knownAs(text);
    const pattern = `%${text.toLowerCase().replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
    return (people) =>
      living(people).where((either) =>
        either.whereRaw(`search like ? escape '!'`, [pattern]).orWhereIn('id', [...known]),
      );
  };

  const newest = async (pick: Picking, from: number, limit: number): Promise<readonly Profile[]> => {
    const tie = isSqlite(db) ? 'rowid' : 'id';
    const rows: ProfileRow[] = await pick(db(TABLE))
      .orderBy([
        { column: 'last_seen_at', order: 'desc' },
        { column: tie, order: 'desc' },
      ])
      .limit(limit)
      .offset(from);
    return rows.map(profileOf);
  };

  return async (text, page, pageSize) => {
    const from = (page - 1) * pageSize;
    if (text === '' || !isSqlite(db)) {
      const pick = text === '' ? living : await saying(text);
      const total = await countRows(db, TABLE, pick);
      return { rows: await newest(pick, from, pageSize), total };
    }
    const { rows: ids, total } = await byPieces(db, await saying(text), from + pageSize);
    const shown = ids.slice(from);
    const rows: ProfileRow[] = await whereAmong(db(TABLE), 'id', shown);
    const byId = new Map(rows.map((row) => [row.id, profileOf(row)]));
    return { rows: shown.flatMap((id) => byId.get(id) ?? []), total };
  };
};
