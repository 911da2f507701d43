import type { SliceTables } from '../../strapi/tables';

export const settingsTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-23-settings',
      async up(db) {
        await db.schema.createTable('attune_settings', (table) => {
          table.string('key').primary();
          table.text('value').notNullable();
        });
        await db.schema.createTable('attune_keys', (table) => {
          table.string('id').primary();
          table.string('name').notNullable();
          table.string('kind').notNullable();
          table.string('key_hash').notNullable().unique();
          table.string('shown').notNullable();
          table.text('sealed_secret').notNullable();
          table.bigInteger('created_at').notNullable();
        });
      },
    },
  ],
  tables: [
    { table: 'attune_migrations', holds: 'nobody' },
    { table: 'attune_settings', holds: 'nobody' },
    { table: 'attune_keys', holds: 'nobody' },
  ],
};
