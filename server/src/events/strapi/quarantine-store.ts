import type { Knex } from 'knex';

import type { FaultCode } from '../../../../plugin/src';
import { asNumber, chunksOf, knexOf } from '../../strapi/database';
import type { Quarantined, QuarantineStore } from '..';

interface QuarantineRow {
  id: string;
  received_at: number | string;
  code: string;
  path: string;
  message: string;
  body: string;
  key_id: string;
  historical: boolean | number;
  anonymous_id: string | null;
  user_id: string | null;
  email_hash: string | null;
}

/** Written by anybody who has the browser key: PostgreSQL would refuse a NUL in it. */
const clean = (text: string): string => text.replaceAll('\0', '');

const rowOf = (one: Quarantined): QuarantineRow => ({
  id: one.id,
  received_at: one.receivedAt,
  code: one.code,
  path: clean(one.path),
  message: one.message,
  body: clean(one.body),
  key_id: one.keyId,
  historical: one.historical,
  anonymous_id: one.anonymousId && clean(one.anonymousId),
  user_id: one.userId && clean(one.userId),
  email_hash: one.emailHash,
});

const quarantinedOf = (row: QuarantineRow): Quarantined => ({
  id: row.id,
  receivedAt: asNumber(row.received_at),
  code: row.code as FaultCode,
  path: row.path,
  message: row.message,
  body: row.body,
  keyId: row.key_id,
  historical: Boolean(row.historical),
  anonymousId: row.anonymous_id,
  userId: row.user_id,
  emailHash: row.email_hash,
});

export const createKnexQuarantineStore = (db: Knex): QuarantineStore => ({
  async insert(tx, rows) {
    for (const chunk of chunksOf(rows)) {
      await knexOf(tx)<QuarantineRow>('attune_quarantine').insert(chunk.map(rowOf));
    }
  },
  async keepNewest(tx, most) {
    // Ids are made in the order of time.
    const tooOld = await knexOf(tx)<QuarantineRow>('attune_quarantine')
      .orderBy('id', 'desc')
      .offset(most)
      .first('id');
    if (tooOld) await knexOf(tx)<QuarantineRow>('attune_quarantine').where('id', '<=', tooOld.id).delete();
  },
  async list({ page, pageSize, code }) {
    const found = db<QuarantineRow>('attune_quarantine');
    if (code !== undefined) found.where({ code });
    const [total] = await found.clone().count<{ n: number | string }[]>({ n: '*' });
    const rows = await found
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    return { rows: rows.map(quarantinedOf), total: asNumber(total?.n) };
  },
  async get(id) {
    const row = await db<QuarantineRow>('attune_quarantine').where({ id }).first();
    return row && quarantinedOf(row);
  },
  async delete(id) {
    await db('attune_quarantine').where({ id }).delete();
  },
});
