import type { SliceTables } from '../../strapi/tables';

export const contentTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-25-content-changes',
      async up(db) {
        await db.schema.createTable('attune_content_changes', (table) => {
          table.increments('id');
          table.string('origin').notNullable();
          table.text('uids').notNullable();
        });
      },
    },
    {
      // It was for databases that Attune does not run on.
      name: '2026-11-25-content-changes-told-by-the-database',
      async up(db) {
        await db.schema.dropTable('attune_content_changes');
      },
    },
  ],
  tables: [],
};
