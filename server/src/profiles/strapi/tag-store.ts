import type { Knex } from 'knex';

import { asNumber, knexOf } from '../../strapi/database';
import type { TagStore } from '..';

interface TagRow {
  profile_id: string;
  tag: string;
  at: number | string;
}

const TABLE = 'attune_profile_tags';

/** By code points, whatever the database's own order of letters is. */
const sorted = (rows: readonly Pick<TagRow, 'tag'>[]): readonly string[] => rows.map(({ tag }) => tag).sort();

export const createKnexTags = (db: Knex): TagStore => ({
  async add(tx, profileId, tag, at) {
    const row = { profile_id: profileId, tag };
    if (await knexOf(tx)<TagRow>(TABLE).where(row).first()) return false;
    await knexOf(tx)<TagRow>(TABLE)
      .insert({ ...row, at })
      .onConflict(['profile_id', 'tag'])
      .ignore();
    return true;
  },
  remove: async (tx, profileId, tag) =>
    (await knexOf(tx)<TagRow>(TABLE).where({ profile_id: profileId, tag }).delete()) > 0,
  of: async (tx, profileId) =>
    sorted(await (tx ? knexOf(tx) : db)<TagRow>(TABLE).where({ profile_id: profileId }).select('tag')),
  async counts() {
    const rows = await db<TagRow>(TABLE)
      .groupBy('tag')
      .select('tag')
      .count<{ tag: string; n: number | string }[]>({ n: '*' });
    return rows.map(({ tag, n }) => ({ tag, count: asNumber(n) })).sort((a, b) => (a.tag < b.tag ? -1 : 1));
  },
  async move(tx, from, into) {
    const trx = knexOf(tx);
    const rows = await trx<TagRow>(TABLE).where({ profile_id: from });
    if (rows.length === 0) return;
    await trx<TagRow>(TABLE).where({ profile_id: from }).delete();
    await trx<TagRow>(TABLE)
      .insert(rows.map((row) => ({ ...row, profile_id: into })))
      .onConflict(['profile_id', 'tag'])
      .ignore();
  },
});
