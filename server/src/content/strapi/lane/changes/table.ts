import type { Knex } from 'knex';

import type { Changes, Heard } from './changes';

interface Row {
  readonly id: number;
  readonly origin: string;
  readonly uids: string;
}

const TABLE = 'attune_content_changes';
/** A transaction may take its number early and commit late: so many numbers back are looked at again. */
const LATE = 500;
/** Nobody asks for rows that are older than what is kept. */
const KEPT_ROWS = 10_000;

/** A row for each write, where the database can tell nobody: read each second. */
export const createTableChanges = (db: Knex, self: string): Changes => {
  let heard: Heard | undefined;
  let newest = 0;
  let seen = new Set<number>();
  const newestId = async (): Promise<number> => Number((await db(TABLE).max({ id: 'id' }).first())?.id ?? 0);
  return {
    async tell(uids, trx) {
      await (trx ?? db)(TABLE).insert({ origin: self, uids: uids.join(' ') });
    },
    async start(to) {
      heard = to;
      newest = await newestId();
      const rows = await db<Row>(TABLE)
        .where('id', '>', newest - LATE)
        .select('id');
      seen = new Set(rows.map(({ id }) => id));
    },
    async beat() {
      const rows = await db<Row>(TABLE)
        .where('id', '>', newest - LATE)
        .orderBy('id')
        .select('id', 'origin', 'uids');
      for (const { id, origin, uids } of rows) {
        if (!seen.has(id) && origin !== self) heard?.onWritten(uids.split(' '));
      }
      seen = new Set(rows.map(({ id }) => id));
      const last = rows.at(-1)?.id ?? newest;
      if (Math.floor(last / KEPT_ROWS) > Math.floor(newest / KEPT_ROWS))
        await db(TABLE)
          .where('id', '<', last - KEPT_ROWS)
          .delete();
      newest = last;
    },
    async stop() {},
  };
};
