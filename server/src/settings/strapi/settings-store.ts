import type { Knex } from 'knex';

import { asNumber, fromJson } from '../../strapi/database';
import type { SettingsStore, StoredKey } from '../settings-store';

interface KeyRow {
  id: string;
  name: string;
  kind: 'browser' | 'server';
  key_hash: string;
  shown: string;
  sealed_secret: string;
  created_at: number | string;
}

const fromRow = (row: KeyRow): StoredKey => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  keyHash: row.key_hash,
  shown: row.shown,
  sealedSecret: row.sealed_secret,
  createdAt: asNumber(row.created_at),
});

export const createKnexSettingsStore = (db: Knex): SettingsStore => ({
  listKeys: async () => (await db<KeyRow>('attune_keys').orderBy('created_at')).map(fromRow),
  async insertKey(key) {
    await db<KeyRow>('attune_keys').insert({
      id: key.id,
      name: key.name,
      kind: key.kind,
      key_hash: key.keyHash,
      shown: key.shown,
      sealed_secret: key.sealedSecret,
      created_at: key.createdAt,
    });
  },
  async deleteKey(id) {
    const row = await db<KeyRow>('attune_keys').where({ id }).first();
    if (row) await db('attune_keys').where({ id }).delete();
    return row && fromRow(row);
  },
  async get(key) {
    const row = await db('attune_settings').where({ key }).first<{ value: string } | undefined>('value');
    return row && fromJson<unknown>(row.value);
  },
  async set(key, value) {
    await db('attune_settings')
      .insert({ key, value: JSON.stringify(value) })
      .onConflict('key')
      .merge();
  },
});
