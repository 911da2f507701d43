import Database from 'better-sqlite3';

/** Where in the whole database, table by table and column by column, any of these texts stands. */
export const personTraces = (file, texts) => {
  const db = new Database(file, { readonly: true });
  try {
    const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    return tables.flatMap((table) =>
      db
        .prepare(`select name from pragma_table_info(?)`)
        .pluck()
        .all(table)
        .filter((column) => {
          const find = db.prepare(
            `select 1 from "${table}" where instr(cast("${column}" as text), ?) > 0 limit 1`,
          );
          return texts.some((text) => find.get(text) !== undefined);
        })
        .map((column) => ({ table, column })),
    );
  } finally {
    db.close();
  }
};
