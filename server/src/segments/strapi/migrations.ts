import { isMysql } from '../../strapi/database';
import type { SliceTables } from '../../strapi/tables';

export const segmentsMigrations: SliceTables['migrations'] = [
  {
    name: '2026-11-23-segments',
    async up(db) {
      await db.schema.createTable('attune_segments', (table) => {
        table.string('id').primary();
        table.string('key').notNullable().unique();
        table.string('name').notNullable();
        table.text('description').notNullable();
        table.text('condition').notNullable();
        table.string('kind').notNullable();
        table.bigInteger('created_at').notNullable();
        table.bigInteger('updated_at').notNullable();
        table.integer('revision').notNullable();
        table.text('bulk');
      });
      await db.schema.createTable('attune_memberships', (table) => {
        table.string('segment_id').notNullable();
        table.string('profile_id').notNullable().index();
        table.bigInteger('entered_at').notNullable();
        table.text('parts').notNullable();
        table.primary(['segment_id', 'profile_id']);
      });
      await db.schema.createTable('attune_membership_log', (table) => {
        table.string('id').primary();
        table.string('segment_id').notNullable();
        table.string('profile_id').notNullable().index();
        table.boolean('entered').notNullable();
        table.bigInteger('at').notNullable().index();
        table.text('reasons').notNullable();
        table.index(['segment_id', 'profile_id', 'at']);
      });
    },
  },
  {
    name: '2026-11-25-membership-untils',
    async up(db) {
      await db.schema.createTable('attune_membership_untils', (table) => {
        table.string('profile_id').primary();
        table.text('untils').notNullable();
      });
      await db.schema.alterTable('attune_membership_log', (table) => {
        table.boolean('told').notNullable().defaultTo(true);
      });
    },
  },
  {
    name: '2026-11-25-segment-notes',
    async up(db) {
      await db.schema.alterTable('attune_segments', (table) => {
        table.text('purpose').notNullable().defaultTo('');
        table.string('owner').notNullable().defaultTo('');
        table.string('folder').notNullable().defaultTo('');
        table.text('tags').notNullable().defaultTo('[]');
      });
    },
  },
  {
    name: '2026-11-25-segment-trend',
    async up(db) {
      await db.schema.createTable('attune_segment_sizes', (table) => {
        table.string('segment_id').notNullable();
        table.bigInteger('at').notNullable().index();
        table.integer('size').notNullable();
        table.integer('entered').notNullable();
        table.integer('left').notNullable();
        table.primary(['segment_id', 'at']);
      });
      await db.schema.createTable('attune_segment_uses', (table) => {
        table.string('segment_key').primary();
        table.bigInteger('at').notNullable();
      });
      await db.schema.alterTable('attune_membership_log', (table) => {
        table.index(['segment_id', 'at']);
      });
    },
  },
  {
    name: '2026-11-25-segment-imports',
    async up(db) {
      await db.schema.createTable('attune_segment_imports', (table) => {
        table.string('id').primary();
        table.string('segment_id').notNullable().index();
        table.string('actor').notNullable();
        table.string('state').notNullable();
        table.bigInteger('bytes').notNullable();
        table.bigInteger('read').notNullable();
        for (const count of ['rows', 'added', 'already', 'created', 'refused']) {
          table.integer(count).notNullable();
        }
        table.text('columns').notNullable();
        table.text('fault');
        table.bigInteger('started_at').notNullable();
        table.bigInteger('updated_at').notNullable();
        table.bigInteger('ended_at');
      });
      await db.schema.createTable('attune_segment_refusals', (table) => {
        table.string('import_id').notNullable();
        table.integer('line').notNullable();
        table.text('reason').notNullable();
        table.primary(['import_id', 'line']);
      });
    },
  },
  {
    name: '2026-11-25-populations',
    async up(db) {
      await db.schema.createTable('attune_populations', (table) => {
        table.string('id').primary();
        table.text('key').notNullable();
        table.bigInteger('refreshed_at').notNullable();
        table.bigInteger('n').notNullable();
        table.double('mean').notNullable();
        table.double('sd').notNullable();
        table.text('quantiles').notNullable();
      });
    },
  },
  {
    name: '2026-11-25-membership-counts',
    async up(db) {
      await db.schema.createTable('attune_membership_counts', (table) => {
        table.bigIncrements('id');
        table.string('segment_id').notNullable().index();
        table.integer('delta').notNullable();
      });
      await db.raw(
        `insert into attune_membership_counts (segment_id, delta)
         select segment_id, count(*) from attune_memberships group by segment_id`,
      );
    },
  },
  {
    name: '2026-11-25-membership-newest',
    // The newest members of a segment of a million are read along it, not sorted out of all.
    up: (db) =>
      db.raw(
        'create index attune_memberships_newest on attune_memberships (segment_id, entered_at desc, profile_id)',
      ),
  },
  {
    name: '2026-11-26-membership-log-read',
    // How many moved, and how somebody stood then, is read along these alone, without the rows.
    up: (db) =>
      db.schema.alterTable('attune_membership_log', (table) => {
        table.dropIndex(['at']);
        table.dropIndex(['segment_id', 'at']);
        table.dropIndex(['segment_id', 'profile_id', 'at']);
        table.index(['at', 'segment_id', 'entered']);
        table.index(['segment_id', 'profile_id', 'at', 'entered']);
      }),
  },
  {
    name: '2026-11-26-segments-walking',
    // Each beat asks whether one is; MySQL's dialect has no index over a part of a table.
    async up(db) {
      if (isMysql(db)) return;
      await db.raw('create index attune_segments_walking on attune_segments (id) where bulk is not null');
    },
  },
  {
    name: '2026-11-26-segment-condition-since',
    // Since when the others have theirs is not known: since they were changed last, at the latest.
    async up(db) {
      await db.schema.alterTable('attune_segments', (table) => {
        table.bigInteger('condition_at').notNullable().defaultTo(0);
      });
      await db('attune_segments').update({ condition_at: db.ref('updated_at') });
    },
  },
  {
    name: '2026-11-26-saved-groups',
    async up(db) {
      await db.schema.createTable('attune_saved_groups', (table) => {
        table.string('key').primary();
        table.string('name').notNullable();
        table.integer('size').notNullable();
        table.bigInteger('created_at').notNullable();
        table.bigInteger('updated_at').notNullable();
        // Last: whoever asks for the others does not read through them.
        table.text('values', 'longtext').notNullable();
      });
    },
  },
  {
    name: '2026-11-26-segments-that-failed',
    up: (db) =>
      db.schema.alterTable('attune_membership_untils', (table) => {
        table.boolean('failed').notNullable().defaultTo(false);
      }),
  },
  {
    name: '2026-11-27-segment-refusals-value',
    up: (db) => db.schema.alterTable('attune_segment_refusals', (table) => void table.text('value')),
  },
];
