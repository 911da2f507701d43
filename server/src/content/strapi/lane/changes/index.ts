import type { Knex } from 'knex';

import type { Clock, Log } from '../../../../ports';
import { isPostgres, isSqlite } from '../../../../strapi/database';
import type { Changes } from './changes';
import { createPostgresChanges } from './postgres';
import { createSqliteChanges } from './sqlite';
import { createTableChanges } from './table';

export type { Changes } from './changes';

interface Needs {
  readonly db: Knex;
  readonly self: string;
  readonly now: Clock;
  readonly log: Log;
}

export const createChanges = (needs: Needs): Changes => {
  if (isPostgres(needs.db)) return createPostgresChanges(needs);
  return isSqlite(needs.db) ? createSqliteChanges(needs.db) : createTableChanges(needs.db, needs.self);
};
