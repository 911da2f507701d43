import type { Knex } from 'knex';

import type { Clock } from '../ports';
import { asNumber, isMysql, isPostgres } from './database';

const REMEMBER_MS = 60_000;

/** About how many rows each table holds: the planner's figure on a server, the last row's number on SQLite. */
export const createTableSizes = (db: Knex, tables: readonly string[], now: Clock) => {
  let known: { at: number; sizes: Record<string, number> } | undefined;

  const sizeOf = async (table: string): Promise<number> => {
    if (isMysql(db)) {
      const [row] = await db('information_schema.tables')
        .whereRaw('table_schema = database()')
        .where({ table_name: table })
        .select<{ table_rows: number | null }[]>({ table_rows: 'table_rows' });
      return asNumber(row?.table_rows ?? 0);
    }
    if (!isPostgres(db)) {
      const [row] = await db(table).max<{ last: number | null }[]>({ last: db.raw('rowid') });
      return row?.last ?? 0;
    }
    const [row] = await db('pg_class').where({ relname: table }).select<{ reltuples: number }[]>('reltuples');
    return Math.max(0, asNumber(row?.reltuples ?? 0));
  };

  return async (): Promise<Record<string, number>> => {
    if (known && now() - known.at < REMEMBER_MS) return known.sizes;
    const sizes: Record<string, number> = {};
    for (const table of tables) sizes[table] = await sizeOf(table);
    known = { at: now(), sizes };
    return sizes;
  };
};
