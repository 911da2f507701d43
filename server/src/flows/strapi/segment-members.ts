import type { Tx } from '../../ports';
import { knexOf } from '../../strapi/database';

/** Members of a segment by profile id, so that a walk over them can be taken up anywhere. */
export const segmentMembers = async (
  tx: Tx,
  segment: string,
  after: string,
  limit: number,
): Promise<readonly string[]> => {
  const rows = await knexOf(tx)('attune_memberships')
    .join('attune_segments', 'attune_segments.id', 'attune_memberships.segment_id')
    .where('attune_segments.key', segment)
    .where('attune_memberships.profile_id', '>', after)
    .orderBy('attune_memberships.profile_id')
    .limit(limit)
    .select<{ profile_id: string }[]>('attune_memberships.profile_id as profile_id');
  return rows.map(({ profile_id }) => profile_id);
};
