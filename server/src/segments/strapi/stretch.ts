import type { Knex } from 'knex';

import { asNumber, isPostgres, isSqlite } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import type { Stretch } from '..';

/** A server answers in its own; what comes back is what one turn of the loop can take up. */
const FAR_ON_SERVER = 150_000;

/** Narrows a query to a stretch, by the column that says whose a row is. */
export const within = <Query extends Knex.QueryBuilder>(
  query: Query,
  { after, upTo }: Stretch,
  column: string,
): Query => {
  // No id is less than nothing, and to compare each of them with it costs a fifth of the whole question.
  if (after !== '') query.where(column, '>', after);
  if (upTo !== null) query.where(column, '<=', upTo);
  return query;
};

/** The id that so many follow `after` up to and with; null where there are fewer. Along the key alone. */
export const endOf = async (db: Knex, after: string, size: number): Promise<string | null> => {
  const query = db<{ id: string }>('attune_profiles');
  if (after !== '') query.where('id', '>', after);
  const next = query
    .orderBy('id')
    .offset(size - 1)
    .limit(1);
  const [row] = await keptRows<{ id: string }>(next.select('id'));
  return row?.id ?? null;
};

/** How many profiles there are as PostgreSQL's planner reckons it; undefined where nobody ever counted them. */
const reckoned = async (db: Knex): Promise<number | undefined> => {
  const { rows } = await db.raw<{ rows: { n: number | string }[] }>(
    `select reltuples::float8 / relpages * (pg_relation_size(oid) / current_setting('block_size')::int) as n
     from pg_class where oid = to_regclass('attune_profiles') and relpages > 0 and reltuples > 0`,
  );
  const [row] = rows;
  return row && asNumber(row.n);
};

/** The end of a stretch for one look along an index. A base that is smaller is not counted along its key first. */
export const farEnd = async (db: Knex, after: string, size: number): Promise<string | null> => {
  if (after === '' && isPostgres(db) && ((await reckoned(db)) ?? Infinity) < FAR_ON_SERVER) return null;
  return endOf(db, after, isSqlite(db) ? size : FAR_ON_SERVER);
};
