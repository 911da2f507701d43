import type { Knex } from 'knex';

/** Rows that are something to do: the end of a select that an index answers. */
export interface DueRows {
  /** `attune_flows where next_at <= ?` */
  readonly from: string;
  readonly values?: readonly (string | number)[];
}

/** What one tick looks for: there is something to do where there is a row of any of these. */
export interface AskedTick {
  readonly name: string;
  readonly rows: readonly DueRows[];
}

/** The names of those that have something to do. */
export type AskDue = (asked: readonly AskedTick[]) => Promise<ReadonlySet<string>>;

const existsIn = ({ from }: DueRows): string => `exists (select 1 from ${from})`;

/** Asks for all of them in one question. */
export const createAskDue =
  (db: Knex): AskDue =>
  async (asked) => {
    const selects = asked.map(
      ({ name, rows }) => `select '${name}' as name where ${rows.map(existsIn).join(' or ')}`,
    );
    const values = asked.flatMap(({ rows }) => rows.flatMap((one) => one.values ?? []));
    const answer: unknown = await db.raw(selects.join(' union all '), values);
    // Drivers differ in what `raw` answers with.
    const rows = Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows;
    return new Set((rows as { name: string }[]).map(({ name }) => name));
  };
