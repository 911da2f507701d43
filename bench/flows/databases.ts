import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import knex, { type Knex } from 'knex';

import { startPostgres } from '../../tests/support/postgres';

/** A file of SQLite's on the disk, as Strapi opens it. */
export const onSqlite = async <T>(work: (db: Knex) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'));
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'bench.db') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  try {
    return await work(db);
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A PostgreSQL of its own; why there is none, where there is none. */
export const onPostgres = async <T>(
  work: (db: Knex, url: string) => Promise<T>,
): Promise<T | { readonly skipped: string }> => {
  const started = await startPostgres();
  if ('skipped' in started) return started;
  const db = knex({ client: 'pg', connection: started.url, pool: { min: 0, max: 4 } });
  try {
    return await work(db, started.url);
  } finally {
    await db.destroy();
    await started.stop();
  }
};
