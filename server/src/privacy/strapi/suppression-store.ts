import type { Knex } from 'knex';

import { asNumber, knexOf } from '../../strapi/database';
import type { Suppression, SuppressionStore } from '..';

interface SuppressionRow {
  address_hash: string;
  reason: string;
  erased: boolean | number;
  at: number | string;
}

const suppressionOf = (row: SuppressionRow): Suppression => ({
  hash: row.address_hash,
  reason: row.reason,
  erased: Boolean(row.erased),
  at: asNumber(row.at),
});

const TABLE = 'attune_suppressions';

export const createKnexSuppressionStore = (db: Knex): SuppressionStore => ({
  find: async (tx, hashes) =>
    (await (tx ? knexOf(tx) : db)<SuppressionRow>(TABLE).whereIn('address_hash', [...hashes])).map(
      suppressionOf,
    ),
  async put(tx, { hash, ...rest }) {
    const insert = knexOf(tx)<SuppressionRow>(TABLE)
      .insert({ address_hash: hash, ...rest })
      .onConflict('address_hash');
    await (rest.erased ? insert.merge() : insert.ignore());
  },
  async remove(tx, hash) {
    const row = await knexOf(tx)<SuppressionRow>(TABLE).where({ address_hash: hash }).first();
    if (row) await knexOf(tx)<SuppressionRow>(TABLE).where({ address_hash: hash }).delete();
    return row && suppressionOf(row);
  },
  async list(page, pageSize) {
    const [count] = await db<SuppressionRow>(TABLE).count<{ n: number | string }[]>({ n: '*' });
    const rows = await db<SuppressionRow>(TABLE)
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'address_hash', order: 'asc' },
      ])
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    return { rows: rows.map(suppressionOf), total: asNumber(count?.n) };
  },
});
