import type { Knex } from 'knex';

/** The tables of ours that are really there, whatever the code believes. */
export const attuneTables = async (db: Knex): Promise<readonly string[]> => {
  const isSqlite = /sqlite/.test(String(db.client.config.client));
  const rows: { name: string }[] = isSqlite
    ? await db('sqlite_master').where({ type: 'table' }).select('name')
    : await db('information_schema.tables').where({ table_schema: 'public' }).select('table_name as name');
  return rows
    .map(({ name }) => name)
    .filter((name) => name.startsWith('attune_'))
    .sort();
};

/** Where any of these texts stands, in any column of any table of ours: `attune_events.properties`. */
export const grepDatabase = async (db: Knex, words: readonly string[]): Promise<readonly string[]> => {
  const found = new Set<string>();
  for (const table of await attuneTables(db)) {
    for (const row of (await db(table)) as Record<string, unknown>[]) {
      for (const [column, value] of Object.entries(row)) {
        const text = String(value).toLowerCase();
        if (words.some((word) => text.includes(word.toLowerCase()))) found.add(`${table}.${column}`);
      }
    }
  }
  return [...found].sort();
};
