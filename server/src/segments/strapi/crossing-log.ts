import type { Knex } from 'knex';

import { asNumber, chunksOf, whereAmong } from '../../strapi/database';
import type { CrossingLog } from '..';
import type { LogRow, MembershipRow } from './segment-row';

export const createKnexCrossingLog = (db: Knex): CrossingLog => ({
  async since(segmentIds, profileIds, after) {
    const found: LogRow[] = [];
    for (const ids of chunksOf(profileIds)) {
      const query = whereAmong(db<LogRow>('attune_membership_log'), 'profile_id', ids);
      found.push(
        ...(await query
          .whereIn('segment_id', [...segmentIds])
          .where('at', '>', after)
          .orderBy(['at', 'id'])),
      );
    }
    return found.map((row) => ({
      segmentId: row.segment_id,
      profileId: row.profile_id,
      entered: Boolean(row.entered),
      at: asNumber(row.at),
    }));
  },
  async today(segmentIds, profileIds) {
    const found: MembershipRow[] = [];
    for (const ids of chunksOf(profileIds)) {
      const query = whereAmong(db<MembershipRow>('attune_memberships'), 'profile_id', ids);
      found.push(...(await query.whereIn('segment_id', [...segmentIds])));
    }
    return found.map(({ segment_id, profile_id }) => ({ segmentId: segment_id, profileId: profile_id }));
  },
});
