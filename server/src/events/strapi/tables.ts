import type { Knex } from 'knex';

import { chunksOf, fromJson, indexedText, isMysql, isPostgres } from '../../strapi/database';
import type { Person, SliceTables } from '../../strapi/tables';

/** What lies in quarantine about somebody is found by the ids that the call claimed. */
const quarantinedAbout = (db: Knex, { anonymousIds, userIds, emailHashes }: Person) =>
  db('attune_quarantine').where((either) =>
    either
      .whereIn('anonymous_id', [...anonymousIds])
      .orWhereIn('user_id', [...userIds])
      .orWhereIn('email_hash', [...emailHashes]),
  );

/** The part of the events that is new or changed when PostgreSQL looks through them. */
const TIDIED_AT = 0.02;

export const eventsTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-23-events',
      async up(db) {
        await db.schema.createTable('attune_events', (table) => {
          table.bigIncrements('seq');
          table.text('message_id').notNullable().unique();
          table.string('profile_id').notNullable();
          table.string('type').notNullable();
          indexedText(db, table, 'name').notNullable();
          table.bigInteger('at').notNullable();
          table.bigInteger('received_at').notNullable();
          table.text('anonymous_id');
          table.boolean('proven').notNullable();
          table.text('properties').notNullable();
          table.text('context').notNullable();
          table.boolean('handled').notNullable();
          table.index(['profile_id', 'name', 'at']);
          table.index(['name', 'at']);
          table.index(['at']);
        });
        const [columns, where] = isMysql(db)
          ? ['profile_id, handled, seq', '']
          : ['profile_id, seq', ' where handled = false'];
        await db.raw(`create index attune_events_unhandled on attune_events (${columns})${where}`);
        await db.schema.createTable('attune_quarantine', (table) => {
          table.string('id').primary();
          table.bigInteger('received_at').notNullable().index();
          table.string('code').notNullable();
          table.text('path').notNullable();
          table.text('message').notNullable();
          table.text('body').notNullable();
          table.string('key_id').notNullable();
          table.boolean('historical').notNullable();
          table.text('anonymous_id').index();
          table.text('user_id').index();
          table.string('email_hash').index();
        });
      },
    },
    {
      name: '2026-11-25-events-by-name',
      // Who did something so often, and when, is read along this index alone. Nobody read along the other.
      up: (db) =>
        db.schema.alterTable('attune_events', (table) => {
          table.dropIndex(['name', 'at']);
          table.index(['name', 'profile_id', 'at']);
        }),
    },
    {
      name: '2026-11-25-events-tidied',
      async up(db) {
        if (!isPostgres(db)) return;
        // An index answers alone only for pages that a vacuum has seen whole. PostgreSQL would wait for a fifth of the
        // table to be new, and what is new is what windows look at.
        await db.raw(
          `alter table attune_events set (autovacuum_vacuum_scale_factor = ${TIDIED_AT}, autovacuum_vacuum_insert_scale_factor = ${TIDIED_AT})`,
        );
      },
    },
  ],
  tables: [
    {
      table: 'attune_events',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        (await db('attune_events').whereIn('profile_id', profileIds).orderBy('seq')).map((row) => ({
          ...row,
          properties: fromJson(row.properties),
          context: fromJson(row.context),
        })),
      erase: async (trx, { profileIds }) => {
        for (const chunk of chunksOf(profileIds)) {
          await trx('attune_events').whereIn('profile_id', chunk).delete();
        }
      },
      ages: { by: 'at', key: 'seq', judged: 'profile_id' },
    },
    {
      table: 'attune_quarantine',
      holds: 'person',
      exportRows: (db, person) =>
        quarantinedAbout(db, person).select('id', 'received_at', 'code', 'path', 'body'),
      erase: async (trx, person) => {
        await quarantinedAbout(trx, person).delete();
      },
      ages: { by: 'received_at', key: 'id' },
    },
  ],
};
