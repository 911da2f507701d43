import type { Knex } from 'knex';

import { chunksOf, isMysql, isSqlite, MANY } from './database';
import { runForEach } from './kept-statements';

/** How a dialect names a column of the row that comes and of the one that is there, and what it does with texts. */
export interface Sides {
  given(column: string): string;
  kept(column: string): string;
  joined(a: string, b: string): string;
  /** In characters. */
  lengthOf(text: string): string;
  /** To the letter. */
  same(a: string, b: string): string;
}

/** What happens to a row whose key is there already: by column, what it becomes. Without columns it stays. */
export interface Meeting {
  readonly key: readonly string[];
  readonly becomes?: (sides: Sides) => Readonly<Record<string, string>>;
}

/** The row that is there takes these columns of the one that comes. */
export const taking =
  (...columns: readonly string[]): NonNullable<Meeting['becomes']> =>
  ({ given }) =>
    Object.fromEntries(columns.map((column) => [column, given(column)]));

type Sql = readonly [text: string, bindings: readonly Knex.Value[]];

const cellsOf = (columns: readonly string[], rows: readonly object[]) =>
  rows.map((row) => columns.map((column) => (row as Record<string, Knex.Value>)[column] ?? null));

const lineOf = (columns: readonly string[]): string => `(${columns.map(() => '?').join(', ')})`;

/**
 * Rows as one value that PostgreSQL unpacks: the statement is as long for many as for one, and is neither put
 * together nor read anew a value at a time.
 */
const sourceOf = (trx: Knex, table: string, columns: readonly string[], rows: readonly object[]): Sql => {
  if (isMysql(trx)) {
    const line = lineOf(columns);
    return [`values ${rows.map(() => line).join(', ')}`, cellsOf(columns, rows).flat()];
  }
  return [
    `select ${columns.map((column) => `"${column}"`).join(', ')} from json_populate_recordset(null::"${table}", ?::json)`,
    [JSON.stringify(rows)],
  ];
};

const sidesOf = (trx: Knex, table: string): Sides => {
  const kept = (column: string): string => `${table}.${column}`;
  if (isMysql(trx)) {
    return {
      kept,
      given: (column) => `values(${column})`,
      joined: (a, b) => `concat(${a}, ${b})`,
      lengthOf: (text) => `char_length(${text})`,
      same: (a, b) => `cast(${a} as binary) = cast(${b} as binary)`,
    };
  }
  return {
    kept,
    given: (column) => `excluded.${column}`,
    joined: (a, b) => `${a} || ${b}`,
    lengthOf: (text) => `length(${text})`,
    same: (a, b) => `${a} = ${b}`,
  };
};

const meetingOf = (trx: Knex, table: string, { key, becomes }: Meeting): string => {
  const onMysql = isMysql(trx);
  const sides = sidesOf(trx, table);
  // MySQL's dialect has no word for leaving a row alone that lets other faults through.
  const stays = onMysql ? { [key[0] ?? '']: sides.kept(key[0] ?? '') } : {};
  const changes = Object.entries(becomes?.(sides) ?? stays)
    .map(([column, becoming]) => `${column} = ${becoming}`)
    .join(', ');
  if (onMysql) return ` on duplicate key update ${changes}`;
  return ` on conflict (${key.join(', ')}) do ${changes === '' ? 'nothing' : `update set ${changes}`}`;
};

const rowsOf = (answer: unknown): readonly object[] =>
  Array.isArray(answer) ? answer : ((answer as { rows?: readonly object[] }).rows ?? []);

/**
 * Inserts rows that all have the columns of the first, in a transaction. With `returning` it answers with those columns of what was
 * written, which MySQL's dialect cannot.
 */
export const insertRows = async <Row extends object, Column extends keyof Row & string = never>(
  trx: Knex,
  table: string,
  rows: readonly Row[],
  meeting?: Meeting,
  returning: readonly Column[] = [],
): Promise<readonly Pick<Row, Column>[]> => {
  if (rows.length === 0) return [];
  const columns = Object.keys(rows[0] ?? {});
  const end = `${meeting ? meetingOf(trx, table, meeting) : ''}${returning.length > 0 ? ` returning ${returning.join(', ')}` : ''}`;
  if (isSqlite(trx)) {
    const named = columns.map((column) => `\`${column}\``).join(', ');
    const sql = `insert into \`${table}\` (${named}) values ${lineOf(columns)}${end}`;
    return (await runForEach(trx, sql, cellsOf(columns, rows), returning.length > 0)) as Pick<Row, Column>[];
  }
  const written: object[] = [];
  for (const chunk of chunksOf(rows, MANY)) {
    const [source, bindings] = sourceOf(trx, table, columns, chunk);
    const answer: unknown = await trx.raw(`insert into ?? (??) ${source}${end}`, [
      table,
      columns,
      ...bindings,
    ]);
    if (returning.length > 0) for (const row of rowsOf(answer)) written.push(row);
  }
  return written as Pick<Row, Column>[];
};
