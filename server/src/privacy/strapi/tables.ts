import type { SliceTables } from '../../strapi/tables';

export const privacyTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-23-privacy',
      async up(db) {
        await db.schema.createTable('attune_consents', (table) => {
          table.string('id').primary();
          table.string('profile_id').notNullable();
          table.string('purpose').notNullable();
          table.boolean('granted').notNullable();
          table.string('source').notNullable();
          table.text('wording');
          table.bigInteger('at').notNullable();
          table.index(['profile_id', 'at']);
        });
        await db.schema.createTable('attune_suppressions', (table) => {
          table.string('address_hash').primary();
          table.string('reason').notNullable();
          table.boolean('erased').notNullable();
          table.bigInteger('at').notNullable().index();
        });
        await db.schema.createTable('attune_audit', (table) => {
          table.string('id').primary();
          table.bigInteger('at').notNullable();
          table.string('actor').notNullable();
          table.string('action').notNullable();
          table.string('subject_hash').notNullable().index();
          table.text('details').notNullable();
        });
      },
    },
    {
      name: '2026-11-25-consents-of-devices',
      async up(db) {
        await db.schema.alterTable('attune_consents', (table) => {
          table.text('device');
        });
      },
    },
    {
      name: '2026-11-25-erasures',
      async up(db) {
        await db.schema.createTable('attune_erasures', (table) => {
          table.string('name_hash').primary();
          table.bigInteger('at').notNullable();
        });
      },
    },
  ],
  tables: [
    {
      table: 'attune_consents',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        (await db('attune_consents').whereIn('profile_id', profileIds).orderBy('at')).map((row) => ({
          ...row,
          granted: Boolean(row.granted),
        })),
      erase: async (trx, { profileIds }) => {
        await trx('attune_consents').whereIn('profile_id', profileIds).delete();
      },
      ages: { never: 'the proof of a yes is kept as long as the person is' },
    },
    {
      table: 'attune_suppressions',
      holds: 'person',
      exportRows: async (db, { emailHashes }) =>
        (await db('attune_suppressions').whereIn('address_hash', emailHashes)).map((row) => ({
          ...row,
          erased: Boolean(row.erased),
        })),
      // A keyed hash is all there is, and it must outlive the person: it is what keeps mail away.
      erase: async () => {},
      ages: { never: 'who asked to be left alone is left alone' },
    },
    // Keyed hashes of what the erased were known by: what was sent before must not bring them back, however late it is.
    { table: 'attune_erasures', holds: 'nobody' },
    // Keyed hashes, counts and the ids of administrators.
    { table: 'attune_audit', holds: 'nobody' },
  ],
};
