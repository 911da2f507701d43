import type { Knex } from 'knex';

import type { NewId, Tx } from '../../ports';
import { asNumber, chunksOf, isPostgres, knexOf, MANY, whereAmong } from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import { insertRows, taking } from '../../strapi/insert-rows';
import type { Membership, SegmentStore, Untils } from '..';
import { createGroupRows, groupStamp } from './group-rows';
import { readCounts } from './membership-counts';
import { leaveAll, leaveSegment, putMemberships } from './membership-rows';
import {
  changeOf,
  membershipOf,
  membershipRowOf,
  rowOf,
  segmentOf,
  untilsOf,
  untilsRowOf,
  type LogRow,
  type MembershipRow,
  type SegmentRow,
  type UntilsRow,
} from './segment-row';

const SEGMENTS = 'attune_segments';
const MEMBERSHIPS = 'attune_memberships';
const LOG = 'attune_membership_log';
const UNTILS = 'attune_membership_untils';
/** Any constant will do, as long as nobody else takes the same advisory lock in this database. */
const ADVISORY_LOCK = 7_133_102;

export const createKnexSegmentStore = (db: Knex, newId: NewId): SegmentStore => {
  const at = (tx: Tx | null): Knex => (tx ? knexOf(tx) : db);
  /** Only PostgreSQL lets two transactions of ours run at once. */
  const hold = async (tx: Tx, how: 'alone' | 'with others'): Promise<void> => {
    if (!isPostgres(db)) return;
    const shared = how === 'alone' ? '' : '_shared';
    await knexOf(tx).raw(`select pg_advisory_xact_lock${shared}(?)`, [ADVISORY_LOCK]);
  };

  return {
    steady: (tx) => hold(tx, 'with others'),
    alone: (tx) => hold(tx, 'alone'),
    all: async (tx) => (await at(tx)<SegmentRow>(SEGMENTS).orderBy(['created_at', 'id'])).map(segmentOf),
    async stamp(tx) {
      const [row] = await keptRows<Record<string, unknown>>(
        at(tx)(SEGMENTS)
          .count({ count: '*' })
          .max({ latest: 'updated_at', newest: 'id' })
          .sum({ revisions: 'revision' })
          .select(groupStamp(at(tx))),
      );
      const { count, latest, revisions, newest, groups, group_changes: changes } = row ?? {};
      return [count, latest, revisions, newest, groups, changes].join('/');
    },
    async insert(tx, segment) {
      await hold(tx, 'alone');
      await knexOf(tx)<SegmentRow>(SEGMENTS).insert(rowOf(segment));
    },
    async update(tx, segment) {
      await hold(tx, 'alone');
      await knexOf(tx)<SegmentRow>(SEGMENTS).where({ id: segment.id }).update(rowOf(segment));
    },
    async delete(tx, id) {
      await hold(tx, 'alone');
      const trx = knexOf(tx);
      await trx(MEMBERSHIPS).where({ segment_id: id }).delete();
      await trx('attune_membership_counts').where({ segment_id: id }).delete();
      await trx(LOG).where({ segment_id: id }).delete();
      await trx(SEGMENTS).where({ id }).delete();
    },
    moveBulk: async (tx, id, from, to) =>
      (await knexOf(tx)<SegmentRow>(SEGMENTS)
        .where({ id, bulk: JSON.stringify(from) })
        .update({ bulk: to && JSON.stringify(to) })) > 0,

    ...createGroupRows(at),

    sizes: () => readCounts(db),
    async members(segmentId, page, pageSize) {
      const sizes = await readCounts(db, segmentId);
      const rows = await db<MembershipRow>(MEMBERSHIPS)
        .where({ segment_id: segmentId })
        .orderBy([{ column: 'entered_at', order: 'desc' }, { column: 'profile_id' }])
        .offset((page - 1) * pageSize)
        .limit(pageSize);
      return { rows: rows.map(membershipOf), total: sizes.get(segmentId) ?? 0 };
    },
    async membershipsOf(tx, profileIds) {
      const found: Membership[] = [];
      for (const chunk of chunksOf(profileIds, MANY)) {
        const rows: MembershipRow[] = await whereAmong(at(tx)(MEMBERSHIPS), 'profile_id', chunk);
        for (const row of rows) found.push(membershipOf(row));
      }
      return found;
    },
    enter: (tx, memberships) => putMemberships(knexOf(tx), memberships.map(membershipRowOf), 'parts'),
    leave: (tx, segmentId, profileIds) => leaveSegment(knexOf(tx), segmentId, profileIds),
    async memberIds(tx, segmentId, { after, upTo }) {
      const query = at(tx)<MembershipRow>(MEMBERSHIPS)
        .where({ segment_id: segmentId })
        .where('profile_id', '>', after)
        .orderBy('profile_id');
      if (upTo !== null) query.where('profile_id', '<=', upTo);
      return (await query.select('profile_id')).map((row) => row.profile_id);
    },
    async log(tx, changes, told) {
      const rows = changes.map(
        (change): LogRow => ({
          id: newId(),
          segment_id: change.segmentId,
          profile_id: change.profileId,
          entered: change.entered,
          at: change.at,
          reasons: JSON.stringify(change.because),
          told,
        }),
      );
      await insertRows(knexOf(tx), LOG, rows);
    },
    async takeUntold(tx, profileId) {
      const untold = () => knexOf(tx)<LogRow>(LOG).where({ profile_id: profileId, told: false });
      const rows = await untold().orderBy(['at', 'id']);
      if (rows.length > 0) await untold().update({ told: true });
      return rows.map(changeOf);
    },
    async untils(tx, profileIds) {
      const found = new Map<string, Untils>();
      for (const chunk of chunksOf(profileIds, MANY)) {
        const rows = await keptRows<UntilsRow>(whereAmong(at(tx)(UNTILS), 'profile_id', chunk));
        for (const row of rows) found.set(row.profile_id, untilsOf(row));
      }
      return found;
    },
    async keepUntils(tx, given) {
      const trx = knexOf(tx);
      const [full, empty]: [UntilsRow[], string[]] = [[], []];
      for (const [profile_id, untils] of given) {
        if (Object.keys(untils).length === 0) empty.push(profile_id);
        else full.push(untilsRowOf(profile_id, untils));
      }
      await insertRows(trx, UNTILS, full, { key: ['profile_id'], becomes: taking('untils', 'failed') });
      for (const chunk of chunksOf(empty, MANY)) await whereAmong(trx(UNTILS), 'profile_id', chunk).delete();
    },
    history: async (segmentId, profileId, limit) =>
      (
        await db<LogRow>(LOG)
          .where({ segment_id: segmentId, profile_id: profileId })
          .orderBy([
            { column: 'at', order: 'desc' },
            { column: 'id', order: 'desc' },
          ])
          .limit(limit)
      ).map(changeOf),
    async reassign(tx, from, into) {
      const trx = knexOf(tx);
      const moving = await trx<MembershipRow>(MEMBERSHIPS).where({ profile_id: from });
      const there = await trx<MembershipRow>(MEMBERSHIPS).where({ profile_id: into });
      const moved = moving.map((row): MembershipRow => {
        const known = there.find(({ segment_id }) => segment_id === row.segment_id);
        const entered_at = Math.min(asNumber(row.entered_at), asNumber(known?.entered_at ?? Infinity));
        return { ...row, parts: known?.parts ?? row.parts, profile_id: into, entered_at };
      });
      await putMemberships(trx, moved, 'entered_at');
      await leaveAll(trx, [from]);
      await trx(LOG).where({ profile_id: from }).update({ profile_id: into });
      // What it has become is judged on everything.
      await trx(UNTILS).where({ profile_id: from }).delete();
    },
  };
};
