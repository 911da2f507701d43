import type { Knex } from 'knex';

import type { Changes, Heard } from './changes';

/** A file has one Strapi, yet a command may write to it meanwhile: SQLite counts what other connections have committed. */
export const createSqliteChanges = (db: Knex): Changes => {
  let heard: Heard | undefined;
  let version: number | undefined;
  return {
    async tell() {},
    async start(to) {
      heard = to;
      await this.beat();
    },
    async beat() {
      const [row] = (await db.raw('pragma data_version')) as { data_version: number }[];
      if (version !== undefined && row?.data_version !== version) heard?.onAnything();
      version = row?.data_version;
    },
    async stop() {},
  };
};
