import type { Knex } from 'knex';

import { isPostgres } from '../../server/src/strapi/database';

type Cell = string | number | boolean | null;

/** One person's rows, by table, as the ring has written them. */
export type Seed = Readonly<Record<string, Readonly<Record<string, Cell>>>>;

const SEED = 'seed';
export const seedOf = (what: string): string => `${what}-${SEED}`;

/** Takes the seed out of these tables: others are made after it, and it does nothing by itself any more. */
export const takeSeed = async (db: Knex, tables: readonly string[]): Promise<Seed> => {
  const rows: Record<string, Record<string, Cell>> = {};
  for (const table of tables) {
    const [row] = await db(table).select('*');
    rows[table] = row as Record<string, Cell>;
    await db(table).delete();
  }
  return rows;
};

const literal = (value: Cell): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

/** So many people like the seed, their names beginning with a prefix. SQL in `columns` stands instead of a column's value. */
export const plantLike = async (
  db: Knex,
  seed: Seed,
  prefix: string,
  count: number,
  columns: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const pg = isPostgres(db);
  const numbers = pg
    ? `with s(i) as (select generate_series(0, ${count - 1}))`
    : `with recursive s(i) as (select 0 union all select i + 1 from s where i < ${count - 1})`;
  const name = `'-${prefix}' || ${pg ? "lpad(i::text, 8, '0')" : "printf('%08d', i)"}`;
  for (const [table, row] of Object.entries(seed)) {
    const picked = Object.entries(row).map(([column, value]) => {
      const own = columns[column];
      if (own !== undefined) return own;
      const isNamed = typeof value === 'string' && value.includes(`-${SEED}`);
      return isNamed ? `replace(${literal(value)}, '-${SEED}', ${name})` : literal(value);
    });
    await db.raw(
      `insert into ${table} (${Object.keys(row).join(', ')}) ${numbers} select ${picked.join(', ')} from s`,
    );
  }
};
