import type { Knex } from 'knex';

import type { NewId, Tx } from '../../ports';
import { asNumber, chunksOf, knexOf } from '../../strapi/database';
import type { Membership, SegmentStore } from '..';
import {
  changeOf,
  membershipOf,
  membershipRowOf,
  rowOf,
  segmentOf,
  type LogRow,
  type MembershipRow,
  type SegmentRow,
} from './segment-row';

const SEGMENTS = 'attune_segments';
const MEMBERSHIPS = 'attune_memberships';
const LOG = 'attune_membership_log';

export const createKnexSegmentStore = (db: Knex, newId: NewId): SegmentStore => {
  const at = (tx: Tx | null): Knex => (tx ? knexOf(tx) : db);

  return {
    all: async (tx) => (await at(tx)<SegmentRow>(SEGMENTS).orderBy(['created_at', 'id'])).map(segmentOf),
    async stamp(tx) {
      const [row] = await at(tx)(SEGMENTS)
        .count({ count: '*' })
        .max({ latest: 'updated_at' })
        .sum({ revisions: 'revision' });
      return [row?.count, row?.latest, row?.revisions].join('/');
    },
    async insert(tx, segment) {
      await knexOf(tx)<SegmentRow>(SEGMENTS).insert(rowOf(segment));
    },
    async update(tx, segment) {
      await knexOf(tx)<SegmentRow>(SEGMENTS).where({ id: segment.id }).update(rowOf(segment));
    },
    async delete(tx, id) {
      const trx = knexOf(tx);
      await trx(MEMBERSHIPS).where({ segment_id: id }).delete();
      await trx(LOG).where({ segment_id: id }).delete();
      await trx(SEGMENTS).where({ id }).delete();
    },
    moveBulk: async (tx, id, from, to) =>
      (await knexOf(tx)<SegmentRow>(SEGMENTS)
        .where({ id, bulk: JSON.stringify(from) })
        .update({ bulk: to && JSON.stringify(to) })) > 0,

    async sizes() {
      const rows = await db(MEMBERSHIPS)
        .groupBy('segment_id')
        .select('segment_id')
        .count<{ segment_id: string; size: number | string }[]>({ size: '*' });
      return new Map(rows.map((row) => [row.segment_id, asNumber(row.size)]));
    },
    async members(segmentId, page, pageSize) {
      const inSegment = () => db<MembershipRow>(MEMBERSHIPS).where({ segment_id: segmentId });
      const [counted] = await inSegment().count<{ n: number | string }[]>({ n: '*' });
      const rows = await inSegment()
        .orderBy([{ column: 'entered_at', order: 'desc' }, { column: 'profile_id' }])
        .offset((page - 1) * pageSize)
        .limit(pageSize);
      return { rows: rows.map(membershipOf), total: asNumber(counted?.n ?? 0) };
    },
    async membershipsOf(tx, profileIds) {
      const found: Membership[] = [];
      for (const chunk of chunksOf(profileIds)) {
        const rows = await at(tx)<MembershipRow>(MEMBERSHIPS).whereIn('profile_id', chunk);
        found.push(...rows.map(membershipOf));
      }
      return found;
    },
    async enter(tx, memberships) {
      for (const chunk of chunksOf(memberships)) {
        await knexOf(tx)<MembershipRow>(MEMBERSHIPS)
          .insert(chunk.map(membershipRowOf))
          .onConflict(['segment_id', 'profile_id'])
          .merge(['parts']);
      }
    },
    async leave(tx, profileId, segmentIds) {
      await knexOf(tx)<MembershipRow>(MEMBERSHIPS)
        .where({ profile_id: profileId })
        .whereIn('segment_id', [...segmentIds])
        .delete();
    },
    async log(tx, changes) {
      const rows = changes.map(
        (change): LogRow => ({
          id: newId(),
          segment_id: change.segmentId,
          profile_id: change.profileId,
          entered: change.entered,
          at: change.at,
          reasons: JSON.stringify(change.because),
        }),
      );
      for (const chunk of chunksOf(rows)) await knexOf(tx)<LogRow>(LOG).insert(chunk);
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
      for (const row of moving) {
        const known = there.find(({ segment_id }) => segment_id === row.segment_id);
        const entered_at = Math.min(asNumber(row.entered_at), asNumber(known?.entered_at ?? Infinity));
        await trx<MembershipRow>(MEMBERSHIPS)
          .insert({ ...row, parts: known?.parts ?? row.parts, profile_id: into, entered_at })
          .onConflict(['segment_id', 'profile_id'])
          .merge(['entered_at']);
      }
      await trx(MEMBERSHIPS).where({ profile_id: from }).delete();
      await trx(LOG).where({ profile_id: from }).update({ profile_id: into });
    },
  };
};
