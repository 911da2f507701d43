import knex, { type Knex } from 'knex';

import type { Transact } from '../../server/src/ports';
import { createTransact } from '../../server/src/strapi/database';
import { migrate } from '../../server/src/strapi/migrations';
import type { SliceTables } from '../../server/src/strapi/tables';

export interface TestDatabase {
  readonly db: Knex;
  readonly transact: Transact;
  stop(): Promise<void>;
}

const clientOf = (url: string): string => (url.startsWith('mysql:') ? 'mysql2' : 'pg');

/** A database with these slices' tables, without a Strapi: SQLite in memory, or a server's by its address. */
export const openDatabase = async (slices: readonly SliceTables[], url?: string): Promise<TestDatabase> => {
  const db = url
    ? knex({ client: clientOf(url), connection: url, pool: { min: 0, max: 8 } })
    : knex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
  await migrate(
    db,
    slices.flatMap(({ migrations }) => migrations),
  );
  return { db, transact: createTransact(db), stop: () => db.destroy() };
};
