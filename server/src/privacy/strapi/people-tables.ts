import type { Knex } from 'knex';

import { knexOf } from '../../strapi/database';
import type { Person, TableDeclaration } from '../../strapi/tables';
import type { ExportedTables, HashedPerson, PeopleTables } from '..';

type HoldsPerson = Extract<TableDeclaration, { holds: 'person' }>;

export const holdsPerson = (declaration: TableDeclaration): declaration is HoldsPerson =>
  declaration.holds === 'person';

const personOf = (person: HashedPerson): Person => person;

/** Passes a person to every declared table, in the order of the slices. */
export const createPeopleTables = (db: Knex, declared: readonly TableDeclaration[]): PeopleTables => {
  const tables = declared.filter(holdsPerson);
  return {
    async exportRows(person, tx) {
      const exported: Record<string, ExportedTables[string]> = {};
      for (const { table, exportRows } of tables)
        exported[table] = await exportRows(tx ? knexOf(tx) : db, personOf(person));
      return exported;
    },
    async erase(tx, person) {
      // Against the ring: what hangs on a profile goes before the profile.
      for (const { erase } of [...tables].reverse()) await erase(knexOf(tx), personOf(person));
    },
  };
};
