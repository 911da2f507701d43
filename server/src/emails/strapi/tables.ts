import type { SliceTables } from '../../strapi/tables';
import { openKept } from './kept-mail-store';

export const emailsTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-23-emails',
      async up(db) {
        await db.schema.createTable('attune_emails', (table) => {
          table.string('id').primary();
          table.string('key').notNullable().unique();
          table.string('name').notNullable();
          table.text('subject').notNullable();
          table.text('html').notNullable();
          table.text('text').notNullable();
          table.string('layout').notNullable();
          table.text('sample').notNullable();
          table.integer('revision').notNullable();
          table.bigInteger('created_at').notNullable();
          table.bigInteger('updated_at').notNullable();
        });
        await db.schema.createTable('attune_claimed_mails', (table) => {
          table.string('effect_id').primary();
          table.string('address_hash').notNullable();
          table.bigInteger('at').notNullable().index();
          table.index(['address_hash', 'at']);
        });
      },
    },
    {
      name: '2026-11-25-kept-mails',
      async up(db) {
        await db.schema.createTable('attune_kept_mails', (table) => {
          table.string('effect_id').primary();
          table.string('profile_id').notNullable().index();
          table.string('template').notNullable();
          table.bigInteger('at').notNullable().index();
          table.text('body').notNullable();
        });
      },
    },
  ],
  tables: [
    { table: 'attune_emails', holds: 'nobody' },
    {
      table: 'attune_claimed_mails',
      holds: 'person',
      exportRows: (db, { mailboxHashes }) =>
        db('attune_claimed_mails')
          .whereIn('address_hash', [...mailboxHashes])
          .orderBy('at'),
      erase: async (trx, { mailboxHashes }) => {
        await trx('attune_claimed_mails')
          .whereIn('address_hash', [...mailboxHashes])
          .delete();
      },
      ages: { by: 'at', key: 'effect_id' },
    },
    {
      table: 'attune_kept_mails',
      holds: 'person',
      async exportRows(db, { profileIds }) {
        const rows = await db('attune_kept_mails')
          .whereIn('profile_id', [...profileIds])
          .orderBy('at')
          .select<{ body: string }[]>();
        // One that cannot be read any more keeps nobody from the rest of what is theirs.
        const opened = async (body: string) => openKept(body).catch(() => ({ unreadable: true }));
        return Promise.all(rows.map(async ({ body, ...row }) => ({ ...row, ...(await opened(body)) })));
      },
      erase: async (trx, { profileIds }) => {
        await trx('attune_kept_mails')
          .whereIn('profile_id', [...profileIds])
          .delete();
      },
      ages: { by: 'at', key: 'effect_id' },
    },
  ],
};
