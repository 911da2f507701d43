import { join } from 'node:path';

import knex, { type Knex } from 'knex';

/** The file of SQLite's in a folder, as the Strapi that is measured opens it. */
export const withDatabase = async <T>(folder: string, work: (db: Knex) => Promise<T>): Promise<T> => {
  const connection = { filename: join(folder, 'data.db') };
  const db = knex({ client: 'better-sqlite3', connection, useNullAsDefault: true, pool: { min: 1, max: 1 } });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
};
