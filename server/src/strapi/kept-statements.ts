import type { Knex } from 'knex';

import { isSqlite } from './database';

type Value = string | number | bigint | Buffer | null;

/** The little of better-sqlite3 that is touched. */
interface Statement {
  run(...values: readonly Value[]): unknown;
  all(...values: readonly Value[]): readonly object[];
}
interface Connection {
  prepare(sql: string): Statement;
}
interface Driver {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
}

/** Texts are made of tables and columns alone: there are few. */
const kept = new WeakMap<Connection, Map<string, Statement>>();

const statementOf = (connection: Connection, sql: string): Statement => {
  const known = kept.get(connection) ?? new Map<string, Statement>();
  kept.set(connection, known);
  const statement = known.get(sql) ?? connection.prepare(sql);
  known.set(sql, statement);
  return statement;
};

/** SQLite knows neither. */
const valueOf = (cell: unknown): Value =>
  typeof cell === 'boolean' ? Number(cell) : ((cell ?? null) as Value);

const onConnection = async <T>(
  of: { readonly client: unknown },
  work: (connection: Connection) => T,
): Promise<T> => {
  const driver = of.client as Driver;
  const connection = await driver.acquireConnection();
  try {
    return work(connection);
  } finally {
    await driver.releaseConnection(connection);
  }
};

/**
 * Carries one statement of SQLite's out for each of these rows, on the connection of a transaction; Knex would have it read
 * anew each time. With `returns` it answers with what each of them returns.
 */
export const runForEach = async (
  trx: Knex,
  sql: string,
  rows: readonly (readonly unknown[])[],
  returns: boolean,
): Promise<readonly object[]> => {
  // Knex itself would not let it through either.
  if ('isCompleted' in trx && (trx as Knex.Transaction).isCompleted())
    throw new Error('The transaction is over.');
  return onConnection(trx, (connection) => {
    const statement = statementOf(connection, sql);
    const answers: object[] = [];
    for (const row of rows) {
      const values = row.map(valueOf);
      if (returns) answers.push(...statement.all(...values));
      else statement.run(...values);
    }
    return answers;
  });
};

/** What a question answers that each turn asks anew: on SQLite its text, which must not grow with what is asked, is read once. */
export const keptRows = async <Row extends object>(query: Knex.QueryBuilder): Promise<Row[]> => {
  const of = query as unknown as { readonly client: Knex.Client };
  if (!isSqlite(of)) return (await query) as Row[];
  const { sql, bindings } = query.toSQL().toNative();
  return onConnection(
    of,
    (connection) => [...statementOf(connection, sql).all(...bindings.map(valueOf))] as Row[],
  );
};
