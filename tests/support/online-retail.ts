import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

import { parse } from 'csv-parse';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** UCI Online Retail, 541,909 order lines of one shop (CC BY 4.0, D. Chen); it lies beside the repository. */
export const ONLINE_RETAIL = join(root, '..', 'shared', 'data', 'online-retail.csv.gz');
export const retailMapping = join(root, 'examples', 'shop', 'import', 'online-retail.json');
export const withoutRetail = existsSync(ONLINE_RETAIL) ? '' : ' (online-retail.csv.gz is not here)';

interface Statement {
  run(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
}
/** As much of better-sqlite3 as is used here; the package brings no types. */
export interface Sqlite {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}
const Database = createRequire(import.meta.url)('better-sqlite3') as new (
  file: string,
  options?: { readonly?: boolean },
) => Sqlite;

export const openSqlite = (file: string): Sqlite => new Database(file, { readonly: true });

/** The raw lines in a table of their own, prices as thousandths, untouched by any code of the plugin. */
export const loadRetail = async (): Promise<Sqlite> => {
  const db = new Database(':memory:');
  db.exec(
    'create table raw (invoice text, stock text, quantity integer, at text, milli integer, customer text); begin',
  );
  const insert = db.prepare('insert into raw values (?, ?, ?, ?, ?, ?)');
  const lines = createReadStream(ONLINE_RETAIL)
    .pipe(createGunzip())
    .pipe(parse({ from_line: 2 }));
  for await (const line of lines) {
    const [invoice, stock, , quantity, at, price, customer] = line as string[];
    insert.run(invoice, stock, Number(quantity), at, Math.round(Number(price) * 1_000), customer);
  }
  db.exec('commit; create index raw_customer on raw (customer)');
  return db;
};
