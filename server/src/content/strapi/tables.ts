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
  ],
  tables: [{ table: 'attune_content_changes', holds: 'nobody' }],
};
