import type { Knex } from 'knex';

import { asNumber, chunksOf, knexOf, MANY, whereAmong } from '../../strapi/database';
import { insertRows, taking } from '../../strapi/insert-rows';
import type { ListStore } from '..';

interface ListRow {
  list_id: string;
  profile_id: string;
  at: number | string;
}

const TABLE = 'attune_profile_lists';

export const createKnexListStore = (db: Knex): ListStore => ({
  async add(tx, listId, profileId, at) {
    const row = { list_id: listId, profile_id: profileId };
    const known = await knexOf(tx)<ListRow>(TABLE).where(row).update({ at });
    if (known > 0) return false;
    await knexOf(tx)<ListRow>(TABLE)
      .insert({ ...row, at })
      .onConflict(['list_id', 'profile_id'])
      .merge();
    return true;
  },
  async addMany(tx, listId, profileIds, at) {
    const fresh: string[] = [];
    for (const chunk of chunksOf([...new Set(profileIds)].sort(), MANY)) {
      const inList = () => whereAmong(knexOf(tx)(TABLE).where({ list_id: listId }), 'profile_id', chunk);
      const there = (await inList().select('profile_id')) as Pick<ListRow, 'profile_id'>[];
      const known = new Set(there.map((row) => row.profile_id));
      if (known.size > 0) await inList().update({ at });
      const rows = chunk.filter((id) => !known.has(id));
      await insertRows(
        knexOf(tx),
        TABLE,
        rows.map((profile_id): ListRow => ({ list_id: listId, profile_id, at })),
        { key: ['list_id', 'profile_id'], becomes: taking('at') },
      );
      fresh.push(...rows);
    }
    return fresh;
  },
  remove: async (tx, listId, profileId) =>
    (await knexOf(tx)<ListRow>(TABLE).where({ list_id: listId, profile_id: profileId }).delete()) > 0,
  listsOf: async (tx, profileId) =>
    (
      await (tx ? knexOf(tx) : db)<ListRow>(TABLE)
        .where({ profile_id: profileId })
        .orderBy('list_id')
        .select('list_id')
    ).map((row) => row.list_id),
  async listsOfMany(tx, profileIds) {
    const lists = new Map<string, string[]>();
    for (const chunk of chunksOf(profileIds)) {
      const rows = await (tx ? knexOf(tx) : db)<ListRow>(TABLE)
        .whereIn('profile_id', chunk)
        .orderBy('list_id');
      for (const row of rows) lists.set(row.profile_id, [...(lists.get(row.profile_id) ?? []), row.list_id]);
    }
    return lists;
  },
  staleMembers: async (tx, listId, before, limit) =>
    (
      await knexOf(tx)<ListRow>(TABLE)
        .where({ list_id: listId })
        .where('at', '<', before)
        .limit(limit)
        .select('profile_id')
    ).map((row) => row.profile_id),
  async size(listId) {
    const [row] = await db<ListRow>(TABLE)
      .where({ list_id: listId })
      .count<{ n: number | string }[]>({ n: '*' });
    return asNumber(row?.n);
  },
  async move(tx, from, into) {
    const trx = knexOf(tx);
    const rows = await trx<ListRow>(TABLE).where({ profile_id: from });
    if (rows.length === 0) return;
    await trx<ListRow>(TABLE).where({ profile_id: from }).delete();
    await trx<ListRow>(TABLE)
      .insert(rows.map((row) => ({ ...row, profile_id: into })))
      .onConflict(['list_id', 'profile_id'])
      .ignore();
  },
});
