import { setImmediate } from 'node:timers/promises';

import type { Knex } from 'knex';

import { asNumber, isSqlite } from './database';

/** Rows looked at in one statement: a millisecond or two, be none of them counted. */
const PIECE = 4_000;

interface Counted {
  readonly n: number | string;
}

/**
 * The rows of a table by their numbers, some thousands at a time, with a turn for other work before each. SQLite alone
 * numbers its rows, and needs it: it answers while the loop waits. Who comes or goes meanwhile is met or not.
 */
export async function* piecesOf(
  db: Knex,
  table: string,
  begin: 'oldest' | 'newest' = 'oldest',
): AsyncGenerator<() => Knex.QueryBuilder> {
  const [newest] = await db(table).max<{ last: number | null }[]>({ last: db.raw('rowid') });
  const pieces = Math.ceil((newest?.last ?? 0) / PIECE);
  for (let passed = 0; passed < pieces; passed += 1) {
    await setImmediate();
    const after = (begin === 'oldest' ? passed : pieces - 1 - passed) * PIECE;
    // A query itself would be awaited, and so asked.
    yield () => db(table).whereRaw('rowid > ? and rowid <= ?', [after, after + PIECE]);
  }
}

/** Counts the rows of a table that a query picks: on SQLite piece by piece, elsewhere in one statement. */
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
  let found = 0;
  for await (const piece of piecesOf(db, table)) found += await count(pick(piece()));
  return found;
};
