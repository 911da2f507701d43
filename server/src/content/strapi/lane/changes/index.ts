import type { Knex } from 'knex';

import type { Clock, Log } from '../../../../ports';
import { isPostgres } from '../../../../strapi/database';
import type { Changes } from './changes';
import { createPostgresChanges } from './postgres';
import { createSqliteChanges } from './sqlite';

export type { Changes } from './changes';

interface Needs {
  readonly db: Knex;
  readonly self: string;
  readonly now: Clock;
  readonly log: Log;
}

export const createChanges = (needs: Needs): Changes =>
  isPostgres(needs.db) ? createPostgresChanges(needs) : createSqliteChanges(needs.db);
