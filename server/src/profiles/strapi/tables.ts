import { fromJson, indexedText, isMysql } from '../../strapi/database';
import { EVERYTHING } from '..';
import type { SliceTables } from '../../strapi/tables';
import { STRANGER } from './profile-store';
import { FAILING } from './queue-store';

const LIVES_WITH_PROFILE = 'goes with its profile: see docs/concepts/retention.md';

export const profilesTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-23-profiles',
      async up(db) {
        await db.schema.createTable('attune_profiles', (table) => {
          table.string('id').primary();
          table.text('user_id').unique();
          table.text('email').index();
          table.text('claimed_user_id');
          table.text('claimed_email');
          table.text('traits').notNullable();
          table.text('consent').notNullable();
          table.string('timezone');
          table.string('locale');
          table.bigInteger('created_at').notNullable();
          table.bigInteger('first_seen_at').notNullable();
          table.bigInteger('last_seen_at').notNullable().index();
          table.string('merged_into').index();
          table.text('search').notNullable();
        });
        await db.schema.createTable('attune_identities', (table) => {
          table.string('kind').notNullable();
          indexedText(db, table, 'value').notNullable();
          table.string('profile_id').notNullable().index();
          table.boolean('proven').notNullable();
          table.bigInteger('at').notNullable();
          table.primary(['kind', 'value']);
        });
        await db.schema.createTable('attune_merges', (table) => {
          table.string('id').primary();
          table.string('from_profile').notNullable();
          table.string('into_profile').notNullable().index();
          table.string('reason').notNullable();
          table.bigInteger('at').notNullable();
          table.text('snapshot').notNullable();
        });
        await db.schema.createTable('attune_profile_lists', (table) => {
          table.string('list_id').notNullable();
          table.string('profile_id').notNullable().index();
          table.bigInteger('at').notNullable();
          table.primary(['list_id', 'profile_id']);
        });
        await db.schema.createTable('attune_profile_queue', (table) => {
          table.string('profile_id').primary();
          table.bigInteger('due_at').notNullable().index();
          table.integer('attempts').notNullable().defaultTo(0);
          table.string('failed_with');
        });
      },
    },
    {
      name: '2026-11-25-profile-queue-cause',
      up: (db) =>
        db.schema.alterTable('attune_profile_queue', (table) => {
          // Whoever waited before this was known is judged on everything.
          table.string('cause', 4_000).notNullable().defaultTo(EVERYTHING);
        }),
    },
    {
      name: '2026-11-25-profile-tags',
      async up(db) {
        await db.schema.createTable('attune_profile_tags', (table) => {
          table.string('profile_id').notNullable();
          table.string('tag').notNullable().index();
          table.bigInteger('at').notNullable();
          table.primary(['profile_id', 'tag']);
        });
      },
    },
    {
      name: '2026-11-25-profile-queue-failing',
      async up(db) {
        // Few fail: where a database can, those alone stand in it.
        const where = isMysql(db) ? '' : ` where ${FAILING}`;
        await db.raw(`create index attune_profile_queue_failing on attune_profile_queue (attempts)${where}`);
      },
    },
    {
      name: '2026-11-25-strangers',
      async up(db) {
        // Retention reads them in the order they were last seen. Where a database cannot index some alone, it has an index of all.
        if (isMysql(db)) return;
        await db.raw(
          `create index attune_profiles_strangers on attune_profiles (last_seen_at) where ${STRANGER}`,
        );
      },
    },
  ],
  tables: [
    {
      table: 'attune_profile_tags',
      holds: 'person',
      exportRows: (db, { profileIds }) => db('attune_profile_tags').whereIn('profile_id', profileIds),
      erase: async (trx, { profileIds }) => {
        await trx('attune_profile_tags').whereIn('profile_id', profileIds).delete();
      },
      ages: { never: LIVES_WITH_PROFILE },
    },
    {
      table: 'attune_profiles',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        (await db('attune_profiles').whereIn('id', profileIds)).map(({ search: _search, ...row }) => ({
          ...row,
          traits: fromJson(row.traits),
          consent: fromJson(row.consent),
        })),
      erase: async (trx, { profileIds }) => {
        await trx('attune_profiles').whereIn('id', profileIds).delete();
      },
      ages: { never: 'a device nobody is known behind ends as a whole: see docs/concepts/retention.md' },
    },
    {
      table: 'attune_identities',
      holds: 'person',
      exportRows: (db, { profileIds }) => db('attune_identities').whereIn('profile_id', profileIds),
      erase: async (trx, { profileIds }) => {
        await trx('attune_identities').whereIn('profile_id', profileIds).delete();
      },
      ages: { never: LIVES_WITH_PROFILE },
    },
    {
      table: 'attune_merges',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        (await db('attune_merges').whereIn('into_profile', profileIds)).map((row) => ({
          ...row,
          snapshot: fromJson(row.snapshot),
        })),
      erase: async (trx, { profileIds }) => {
        await trx('attune_merges').whereIn('into_profile', profileIds).delete();
      },
      ages: { by: 'at', key: 'id' },
    },
    {
      table: 'attune_profile_lists',
      holds: 'person',
      exportRows: (db, { profileIds }) => db('attune_profile_lists').whereIn('profile_id', profileIds),
      erase: async (trx, { profileIds }) => {
        await trx('attune_profile_lists').whereIn('profile_id', profileIds).delete();
      },
      ages: { never: LIVES_WITH_PROFILE },
    },
    {
      table: 'attune_profile_queue',
      holds: 'person',
      exportRows: (db, { profileIds }) => db('attune_profile_queue').whereIn('profile_id', profileIds),
      erase: async (trx, { profileIds }) => {
        await trx('attune_profile_queue').whereIn('profile_id', profileIds).delete();
      },
      ages: { never: 'holds only work that is still to be done' },
    },
  ],
};
