import type { Knex } from 'knex';

import type { TableDeclaration } from '../../strapi/tables';
import type { AgingTable } from '..';
import { holdsPerson } from './people-tables';

export const createAgingTables = (db: Knex, declared: readonly TableDeclaration[]): readonly AgingTable[] =>
  declared.filter(holdsPerson).flatMap(({ table, ages }) =>
    'never' in ages
      ? []
      : [
          {
            table,
            deleteBefore: (before: number, limit: number) =>
              db(table)
                .whereIn(ages.key, db(table).select(ages.key).where(ages.by, '<', before).limit(limit))
                .delete(),
          },
        ],
  );
