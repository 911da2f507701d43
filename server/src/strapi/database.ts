import { setImmediate } from 'node:timers/promises';

import type { Knex } from 'knex';

import type { Transact, Tx } from '../ports';

/** The Knex transaction behind the opaque port. Only adapters look behind it. */
export const knexOf = (tx: Tx): Knex.Transaction => tx as unknown as Knex.Transaction;

export const isPostgres = (db: Knex): boolean => /pg|postgres/.test(String(db.client.config.client));

/** A database ended one of two that waited for each other, or a write that came between; done again, it goes through. */
const DONE_AGAIN = new Set(['40P01', '40001', 'ER_LOCK_DEADLOCK']);
const MOST_TRIES = 4;

export const isSqlite = (db: Pick<Knex, 'client'>): boolean => /sqlite/.test(String(db.client.config.client));

/** MySQL's dialect, which MariaDB speaks. */
export const isMysql = (db: Knex): boolean => /mysql/.test(String(db.client.config.client));

/**
 * Throws unless the ring runs on this database. Conditions are read and judged on MariaDB as well, and tested there;
 * flows need indexes over a part of a table, which it has not.
 */
export const requireDatabase = (client: string): void => {
  if (!/mysql/.test(client)) return;
  throw new Error(
    `Attune runs on SQLite and PostgreSQL. This Strapi's database is "${client}": set \`connection.client\` in config/database to \`postgres\`, or remove the plugin.`,
  );
};

/** The longest that MySQL's dialect lets stand in an index beside an id: 3,072 bytes, four a letter. */
const INDEXED = 500;

/** Text that is looked for. MySQL's dialect must be told how long it is, and that its letters differ by case. */
export const indexedText = (db: Knex, table: Knex.CreateTableBuilder, name: string): Knex.ColumnBuilder =>
  isMysql(db) ? table.string(name, INDEXED).collate('utf8mb4_bin') : table.text(name);

/**
 * Transactions on Strapi's own connection pool. Strapi's async context is not consulted, so that what is
 * acknowledged here cannot be rolled back by somebody's request. On SQLite the pool is one connection:
 * never await this inside `strapi.db.transaction`. Work may run again after a deadlock: it changes nothing
 * but the database. SQLite answers at once, so that a row of transactions would never give the loop a turn: each
 * waits for one before it begins.
 */
export const createTransact = (db: Knex): Transact => {
  const attempt = async <T>(work: (tx: Tx) => Promise<T>, tries: number): Promise<T> => {
    try {
      return await db.transaction((trx) => work(trx as unknown as Tx));
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === undefined || !DONE_AGAIN.has(code) || tries >= MOST_TRIES) throw error;
      return attempt(work, tries + 1);
    }
  };
  return async (work) => {
    await setImmediate();
    return attempt(work, 1);
  };
};

/** Whole numbers come back as text from PostgreSQL's bigint columns. */
export const asNumber = (value: unknown): number => Number(value);

export const asNumberOrNull = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** JSON is kept as text in both databases: one behaviour, and no driver that parses it half way. */
export const fromJson = <T>(text: unknown): T => JSON.parse(String(text)) as T;

/** The most values one statement may bind on every supported database (SQLite's default is 32,766; we keep far below). */
export const CHUNK = 200;

/** So many ids go into one question where it answers with little of each. */
export const MANY = 500;

/**
 * Narrows a query to rows of these ids. They are bound as one value where a database can unpack it, so that the
 * statement is the same text for any number of them.
 */
export const whereAmong = <Query extends Knex.QueryBuilder>(
  query: Query,
  column: string,
  ids: readonly string[],
): Query => {
  const { client } = query as unknown as { client: Knex.Client };
  const name = String(client.config.client);
  if (/sqlite/.test(name)) {
    query.whereRaw('?? in (select value from json_each(?))', [column, JSON.stringify(ids)]);
  } else if (/pg|postgres/.test(name)) {
    query.whereRaw('?? = any(?)', [column, ids]);
  } else {
    query.whereIn(column, [...ids]);
  }
  return query;
};

export const chunksOf = <T>(items: readonly T[], size = CHUNK): T[][] => {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
};
