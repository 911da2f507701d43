import { setImmediate } from 'node:timers/promises';

import type { Knex } from 'knex';

/**
 * The values of a column in their order, from one to the next along an index that begins with it: to group them is to
 * read all rows there ever were. Others have their turn between two.
 */
export async function* distinctOf(db: Knex, table: string, column: string): AsyncGenerator<string> {
  for (let after: string | null = null; ; await setImmediate()) {
    const query = db(table);
    if (after !== null) query.where(column, '>', after);
    const [row] = (await query.min({ next: column })) as { readonly next: string | null }[];
    if (row === undefined || row.next === null) return;
    yield row.next;
    after = row.next;
  }
}
