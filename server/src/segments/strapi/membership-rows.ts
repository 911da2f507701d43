import type { Knex } from 'knex';

import { chunksOf, isMysql, isPostgres, isSqlite, MANY, whereAmong } from '../../strapi/database';
import { insertRows, taking } from '../../strapi/insert-rows';
import type { MembershipRow } from './segment-row';

/** The one place that writes memberships: whatever comes or goes is counted in the same transaction. */
const MEMBERSHIPS = 'attune_memberships';
const COUNTS = 'attune_membership_counts';
const KEY = ['segment_id', 'profile_id'] as const;

/** By segment id: how many more are in. */
type Sums = Map<string, number>;
type Key = Pick<MembershipRow, 'segment_id' | 'profile_id'>;

const keyOf = ({ segment_id, profile_id }: Key): string => `${segment_id}\n${profile_id}`;

const add = (sums: Sums, segmentId: string, n: 1 | -1): void =>
  void sums.set(segmentId, (sums.get(segmentId) ?? 0) + n);

/**
 * One row a change, and none is ever changed: two that write about the same segment do not wait for each other.
 * Folding puts them together later.
 */
const count = async (trx: Knex, sums: Sums): Promise<void> => {
  const rows = [...sums].flatMap(([segment_id, delta]) => (delta === 0 ? [] : [{ segment_id, delta }]));
  if (rows.length > 0) await insertRows(trx, COUNTS, rows);
};

/** Writes those that are not there, and answers with them. */
const insertMissing = async (trx: Knex, rows: readonly MembershipRow[]): Promise<readonly Key[]> => {
  if (!isMysql(trx)) {
    return insertRows(trx, MEMBERSHIPS, rows, { key: KEY }, KEY);
  }
  // Its dialect does not answer with what it wrote: looked at before, under locks.
  const known = await trx<MembershipRow>(MEMBERSHIPS)
    .whereIn(
      'profile_id',
      rows.map(({ profile_id }) => profile_id),
    )
    .forUpdate()
    .select('segment_id', 'profile_id');
  const there = new Set(known.map(keyOf));
  const missing = rows.filter((row) => !there.has(keyOf(row)) && there.add(keyOf(row)));
  await insertRows(trx, MEMBERSHIPS, missing);
  return missing;
};

/** One that is there takes `takes` of the new one, and keeps the rest. */
export const putMemberships = async (
  trx: Knex,
  rows: readonly MembershipRow[],
  takes: 'parts' | 'entered_at',
): Promise<void> => {
  const added: Sums = new Map();
  for (const chunk of chunksOf(rows, MANY)) {
    const missing = await insertMissing(trx, chunk);
    for (const { segment_id } of missing) add(added, segment_id, 1);
    const fresh = new Set(missing.map(keyOf));
    const there = chunk.filter((row) => !fresh.has(keyOf(row)));
    if (there.length === 0) continue;
    await insertRows(trx, MEMBERSHIPS, there, { key: KEY, becomes: taking(takes) });
  }
  await count(trx, added);
};

export const leaveSegment = async (
  trx: Knex,
  segment_id: string,
  profileIds: readonly string[],
): Promise<void> => {
  let gone = 0;
  for (const chunk of chunksOf(profileIds, MANY)) {
    gone += await whereAmong(trx(MEMBERSHIPS).where({ segment_id }), 'profile_id', chunk).delete();
  }
  await count(trx, new Map([[segment_id, -gone]]));
};

/** Out of all segments. */
export const leaveAll = async (trx: Knex, profileIds: readonly string[]): Promise<void> => {
  const gone: Sums = new Map();
  for (const chunk of chunksOf(profileIds)) {
    const rows = () => trx<MembershipRow>(MEMBERSHIPS).whereIn('profile_id', chunk);
    if (isPostgres(trx)) {
      for (const { segment_id } of await rows().delete(['segment_id'])) add(gone, segment_id, -1);
      continue;
    }
    // The others do not answer with what they deleted: looked at before, under locks where there are any.
    const there = isSqlite(trx) ? rows() : rows().forUpdate();
    for (const { segment_id } of await there.select('segment_id')) add(gone, segment_id, -1);
    await rows().delete();
  }
  await count(trx, gone);
};
