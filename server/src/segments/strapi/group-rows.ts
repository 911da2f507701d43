import type { Knex } from 'knex';

import type { Tx } from '../../ports';
import { asNumber, fromJson } from '../../strapi/database';
import type { GroupHead, SavedGroup, SegmentStore } from '..';

const GROUPS = 'attune_saved_groups';

interface GroupRow {
  key: string;
  name: string;
  size: number;
  created_at: number | string;
  updated_at: number | string;
  values: string;
}

type HeadRow = Omit<GroupRow, 'values'>;

const HEAD = ['key', 'name', 'size', 'created_at', 'updated_at'] as const;

const headOf = (row: HeadRow): GroupHead => ({
  key: row.key,
  name: row.name,
  size: row.size,
  createdAt: asNumber(row.created_at),
  updatedAt: asNumber(row.updated_at),
});

/** How many there are and when they changed, to stand in a query on something else. */
export const groupStamp = (at: Knex): Knex.QueryBuilder[] => [
  at(GROUPS).count('*').as('groups'),
  at(GROUPS).sum('updated_at').as('group_changes'),
];

export const createGroupRows = (
  at: (tx: Tx | null) => Knex,
): Pick<SegmentStore, 'groupHeads' | 'groups' | 'putGroup' | 'deleteGroup'> => ({
  groupHeads: async (tx) =>
    (
      await at(tx)<GroupRow>(GROUPS)
        .select(...HEAD)
        .orderBy(['name', 'key'])
    ).map(headOf),
  groups: async (tx, keys) =>
    (await at(tx)<GroupRow>(GROUPS).whereIn('key', [...keys])).map((row) => ({
      ...headOf(row),
      values: fromJson<SavedGroup['values']>(row.values),
    })),
  async putGroup(tx, { key, name, size, createdAt, updatedAt, values }) {
    const row: GroupRow = {
      ...{ key, name, size },
      created_at: createdAt,
      updated_at: updatedAt,
      values: JSON.stringify(values),
    };
    await at(tx)<GroupRow>(GROUPS).insert(row).onConflict('key').merge();
  },
  async deleteGroup(tx, key) {
    await at(tx)<GroupRow>(GROUPS).where({ key }).delete();
  },
});
