import { setImmediate } from 'node:timers/promises';

import type { Knex } from 'knex';

import { asNumber, isSqlite } from './database';

/** Rows looked at in one statement: a millisecond or two, be none of them counted. */
const PIECE = 4_000;

interface Counted {
  readonly n: number | string;
}

/**
 * Counts the rows of a table that a query picks. SQLite answers while the loop waits: there the table is gone through
 * in pieces by the numbers of its rows, so that other work has a turn, and who comes or goes meanwhile is counted or
 * not. Elsewhere it is one statement.
 */
export const countRows = async (
  db: Knex,
  table: string,
  pick: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<number> => {
  const count = async (query: Knex.QueryBuilder): Promise<number> => {
    const [row] = (await query.count({ n: '*' })) as Counted[];
    return asNumber(row?.n ?? 0);
  };
  if (!isSqlite(db)) return count(pick(db(table)));
  const [newest] = await db(table).max<{ last: number | null }[]>({ last: db.raw('rowid') });
  const last = newest?.last ?? 0;
  let found = 0;
  for (let after = 0; after < last; after += PIECE) {
    await setImmediate();
    const piece = db(table).whereRaw('rowid > ? and rowid <= ?', [after, after + PIECE]);
    found += await count(pick(piece));
  }
  return found;
};
