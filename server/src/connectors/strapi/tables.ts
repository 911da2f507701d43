import type { SliceTables } from '../../strapi/tables';

export const connectorsTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-23-connectors',
      async up(db) {
        await db.schema.createTable('attune_connections', (table) => {
          table.string('id').primary();
          table.string('kind').notNullable();
          table.string('name').notNullable();
          table.text('options').notNullable();
          table.text('sealed_secret').notNullable();
          table.string('schedule');
          table.boolean('paused').notNullable();
          table.bigInteger('next_at').index();
          table.bigInteger('changes_since');
          table.bigInteger('created_at').notNullable();
          table.bigInteger('updated_at').notNullable();
        });
        await db.schema.createTable('attune_connection_lists', (table) => {
          table.string('connection_id').notNullable();
          table.string('list_id').notNullable();
          table.string('name').notNullable();
          table.boolean('picked').notNullable();
          table.string('segment');
          table.bigInteger('synced_at');
          table.boolean('gone').notNullable();
          table.primary(['connection_id', 'list_id']);
        });
        await db.schema.createTable('attune_syncs', (table) => {
          table.string('id').primary();
          table.string('connection_id').notNullable();
          // The connection while the sync is open, else null: a connection has one open sync at most.
          table.string('open_for').unique();
          table.string('status').notNullable();
          table.string('doing').notNullable();
          table.integer('done').notNullable();
          table.integer('of').notNullable();
          table.text('checkpoint');
          table.boolean('cancel').notNullable();
          table.text('error');
          table.bigInteger('rows_in').notNullable();
          table.bigInteger('added').notNullable();
          table.bigInteger('removed').notNullable();
          table.bigInteger('updated').notNullable();
          table.bigInteger('refused').notNullable();
          table.string('claimed_by');
          table.bigInteger('claimed_until');
          table.bigInteger('requested_at').notNullable();
          table.bigInteger('started_at');
          table.bigInteger('ended_at');
          table.index(['connection_id', 'requested_at']);
        });
      },
    },
  ],
  tables: [
    { table: 'attune_connections', holds: 'nobody' },
    { table: 'attune_connection_lists', holds: 'nobody' },
    { table: 'attune_syncs', holds: 'nobody' },
  ],
};
