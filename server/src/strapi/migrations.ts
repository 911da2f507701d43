import type { Knex } from 'knex';

import { isPostgres } from './database';

/** One step of the schema. Names sort by their date and are never changed once released. */
export interface Migration {
  readonly name: string;
  up(db: Knex.Transaction): Promise<void>;
}

const TABLE = 'attune_migrations';
/** Any constant will do, as long as nobody else takes the same advisory lock in this database. */
const ADVISORY_LOCK = 7_133_101;

/**
 * Brings our tables to the newest shape, in one transaction, outside Strapi's schema sync. On PostgreSQL an
 * advisory lock lets one instance do it while the others wait; all DDL rolls back together when a step fails.
 * Names of the steps that ran.
 */
export const migrate = async (db: Knex, migrations: readonly Migration[]): Promise<readonly string[]> => {
  return db.transaction(async (trx) => {
    if (isPostgres(db)) await trx.raw('select pg_advisory_xact_lock(?)', [ADVISORY_LOCK]);
    if (!(await trx.schema.hasTable(TABLE))) {
      await trx.schema.createTable(TABLE, (table) => {
        table.string('name').primary();
        table.timestamp('applied_at').defaultTo(trx.fn.now());
      });
    }
    const done = new Set<string>(await trx(TABLE).pluck('name'));
    const pending = migrations
      .filter(({ name }) => !done.has(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name, up } of pending) {
      try {
        await up(trx);
      } catch (cause) {
        throw new Error(`The step ${name} of the tables failed: ${(cause as Error).message}`, { cause });
      }
      await trx(TABLE).insert({ name });
    }
    return pending.map(({ name }) => name);
  });
};
