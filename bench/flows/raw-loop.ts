import type { Knex } from 'knex';

import { isPostgres } from '../../server/src/strapi/database';

type Row = Readonly<Record<string, unknown>>;

/** What one person's turn has written, by table. */
export interface Written {
  readonly run: Row;
  readonly steps: readonly Row[];
  readonly effects: readonly Row[];
  readonly queued: Row;
}

/** What turns have written of people whose names begin so. */
export const writtenOf = async (db: Knex, prefix: string): Promise<readonly Written[]> => {
  const rows = (table: string, column: string, sort: string): Promise<Row[]> =>
    db(table).where(column, 'like', `%-${prefix}%`).orderBy(sort);
  const [runs, steps, effects, queued] = [
    await rows('attune_runs', 'id', 'profile_id'),
    await rows('attune_run_steps', 'run_id', 'run_id'),
    await rows('attune_outbox', 'profile_id', 'profile_id'),
    await rows('attune_profile_queue', 'profile_id', 'profile_id'),
  ];
  return runs.map((run, at) => ({
    run,
    steps: steps.filter(({ run_id }) => run_id === run.id),
    effects: effects.filter(({ run_id }) => run_id === run.id),
    queued: queued[at] ?? {},
  }));
};

/** The same of others: one name stands for another. */
export const asIf = (written: readonly Written[], from: string, to: string): readonly Written[] =>
  JSON.parse(JSON.stringify(written).replaceAll(`-${from}`, `-${to}`)) as readonly Written[];

type Run = (sql: string, bindings: readonly unknown[]) => Promise<void>;

interface Sqlite {
  prepare(sql: string): { run(...bindings: readonly unknown[]): unknown };
}

interface Postgres {
  query(asked: { name?: string; text: string; values: readonly unknown[] }): Promise<unknown>;
}

/** The driver alone, each text prepared once. */
const driverOf = (db: Knex, connection: unknown): Run => {
  const prepared = new Map<string, (bindings: readonly unknown[]) => unknown>();
  const prepare = (sql: string) => {
    if (isPostgres(db)) {
      const name = `raw-${prepared.size}`;
      let at = 0;
      const text = sql.replaceAll('?', () => `$${(at += 1)}`);
      return (values: readonly unknown[]) => (connection as Postgres).query({ name, text, values });
    }
    const statement = (connection as Sqlite).prepare(sql);
    return (bindings: readonly unknown[]) => statement.run(...bindings);
  };
  return async (sql, bindings) => {
    const known = prepared.get(sql) ?? prepare(sql);
    prepared.set(sql, known);
    await known(bindings);
  };
};

/**
 * The raw loop: writes the same rows of one person after another, so many in a transaction, on a connection of the same
 * pool. It knows what to write, and reads nothing.
 */
export const rawLoop = async (db: Knex, written: readonly Written[], together: number): Promise<void> => {
  const connection: unknown = await db.client.acquireConnection();
  const run = driverOf(db, connection);
  const insert = (table: string, row: Row) => {
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    return run(`insert into ${table} (${columns.join(', ')}) values (${marks})`, Object.values(row));
  };
  try {
    for (const [at, { run: moved, steps, effects, queued }] of written.entries()) {
      if (at % together === 0) await run('begin', []);
      const { id, ...changes } = moved;
      const set = Object.keys(changes).map((column) => `${column} = ?`);
      await run('delete from attune_profile_queue where profile_id = ?', [moved.profile_id]);
      await run(`update attune_runs set ${set.join(', ')} where id = ?`, [...Object.values(changes), id]);
      for (const step of steps) await insert('attune_run_steps', step);
      for (const effect of effects) await insert('attune_outbox', effect);
      await insert('attune_profile_queue', queued);
      if (at % together === together - 1 || at === written.length - 1) await run('commit', []);
    }
  } finally {
    await db.client.releaseConnection(connection);
  }
};
