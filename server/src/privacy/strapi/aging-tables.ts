import type { Knex } from 'knex';

import type { Transact, Tx } from '../../ports';
import { knexOf } from '../../strapi/database';
import type { Ages, TableDeclaration } from '../../strapi/tables';
import type { AgingTable } from '..';
import { holdsPerson } from './people-tables';

interface Needs {
  readonly db: Knex;
  readonly transact: Transact;
  /** These must be judged again, at once. */
  readonly queue: (tx: Tx, profileIds: readonly string[]) => Promise<void>;
}

type Row = Readonly<Record<string, string>>;

const agedRows = (db: Knex, table: string, { by, blanks }: Ages, before: number, limit: number) => {
  const rows = db(table).where(by, '<', before).limit(limit);
  if (!blanks) return rows;
  // `{}` is written out: with a bound value SQLite would not use a partial index.
  return rows.whereIn(blanks.of.column, [...blanks.of.among]).whereRaw("?? <> '{}'", [blanks.column]);
};

const agingTable = ({ db, transact, queue }: Needs, table: string, ages: Ages): AgingTable => {
  const { key, judged, blanks } = ages;
  return {
    table,
    async endBefore(before, limit) {
      if (judged === undefined) {
        const aged = db(table).whereIn(key, agedRows(db, table, ages, before, limit).select(key));
        return blanks ? aged.update({ [blanks.column]: '{}' }) : aged.delete();
      }
      return transact(async (tx) => {
        const trx = knexOf(tx);
        const rows: Row[] = await agedRows(trx, table, ages, before, limit).select(key, judged);
        const keys = rows.flatMap((row) => row[key] ?? []);
        const ended = await trx(table).whereIn(key, keys).delete();
        // With the rows: a window that counted them is wrong from now on.
        await queue(tx, [...new Set(rows.flatMap((row) => row[judged] ?? []))]);
        return ended;
      });
    },
  };
};

export const createAgingTables = (
  needs: Needs,
  declared: readonly TableDeclaration[],
): readonly AgingTable[] =>
  declared
    .filter(holdsPerson)
    .flatMap(({ table, ages }) => ('never' in ages ? [] : [agingTable(needs, table, ages)]));
