import type { Knex } from 'knex';

import { chunksOf, fromJson, indexedText } from '../../strapi/database';
import type { Person, SliceTables } from '../../strapi/tables';

/** It is about whose cart it was and about whose device it is. */
const openingsOf = (db: Knex, { profileIds, anonymousIds }: Person) =>
  db('attune_cart_openings').where((either) =>
    either.whereIn('profile_id', [...profileIds]).orWhereIn('anonymous_id', [...anonymousIds]),
  );

export const cartsTables: SliceTables = {
  migrations: [
    {
      name: '2026-11-25-carts',
      async up(db) {
        await db.schema.createTable('attune_carts', (table) => {
          table.bigIncrements('id');
          table.string('profile_id').notNullable();
          indexedText(db, table, 'cart_id').notNullable();
          table.string('state').notNullable();
          table.text('lines').notNullable();
          table.bigInteger('cents').notNullable();
          table.string('currency');
          table.bigInteger('opened_at').notNullable();
          table.bigInteger('moved_at').notNullable().index();
          table.unique(['profile_id', 'cart_id']);
        });
      },
    },
    {
      name: '2026-11-25-carts-sold',
      // What was ordered lately is read along it.
      up: (db) =>
        db.schema.alterTable('attune_carts', (table) => {
          table.index(['state', 'moved_at', 'id']);
        }),
    },
    {
      name: '2026-11-26-carts-opened',
      up: (db) =>
        db.schema.createTable('attune_cart_openings', (table) => {
          table.bigIncrements('id');
          indexedText(db, table, 'anonymous_id').notNullable();
          table.string('profile_id').notNullable().index();
          indexedText(db, table, 'cart_id').notNullable();
          table.bigInteger('at').notNullable().index();
          table.unique(['anonymous_id', 'profile_id', 'cart_id']);
        }),
    },
  ],
  tables: [
    {
      table: 'attune_carts',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        (await db('attune_carts').whereIn('profile_id', profileIds).orderBy('id')).map(
          ({ cents, lines, ...row }) => ({
            ...row,
            value: Number(cents) / 100,
            lines: fromJson(lines),
          }),
        ),
      async erase(trx, { profileIds }) {
        for (const chunk of chunksOf(profileIds)) {
          await trx('attune_carts').whereIn('profile_id', chunk).delete();
        }
      },
      ages: { by: 'moved_at', key: 'id' },
    },
    {
      table: 'attune_cart_openings',
      holds: 'person',
      // The other id in it may be somebody else's.
      exportRows: (db, person) => openingsOf(db, person).orderBy('id').select('cart_id', 'at'),
      erase: async (trx, person) => void (await openingsOf(trx, person).delete()),
      ages: { by: 'at', key: 'id' },
    },
  ],
};
