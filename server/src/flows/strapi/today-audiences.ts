import type { Knex } from 'knex';

import type { Tx } from '../../ports';
import { asNumber, knexOf } from '../../strapi/database';
import type { TodayAudiences } from '../today';

const members = (tx: Tx, segment: string) =>
  knexOf(tx)('attune_memberships')
    .join('attune_segments', 'attune_segments.id', 'attune_memberships.segment_id')
    .where('attune_segments.key', segment);

const doers = (tx: Tx, name: string, since: number): Knex.QueryBuilder => {
  const query = knexOf(tx)('attune_events').where('at', '>', since);
  return name === '*' ? query : query.where({ name });
};

/** Those who would have come into a flow had it been live before. */
export const todayAudiences: TodayAudiences = {
  async membersSince(tx, segment, after, limit) {
    const rows = await members(tx, segment)
      .where('attune_memberships.profile_id', '>', after)
      .orderBy('attune_memberships.profile_id')
      .limit(limit)
      .select<{ profile_id: string; entered_at: number | string }[]>('profile_id', 'entered_at');
    return rows.map(({ profile_id, entered_at }) => ({ profileId: profile_id, since: asNumber(entered_at) }));
  },
  async doers(tx, name, since, after, limit) {
    const ids: string[] = await doers(tx, name, since)
      .where('profile_id', '>', after)
      .orderBy('profile_id')
      .limit(limit)
      .distinct('profile_id')
      .pluck('profile_id');
    return ids.map((profileId) => ({ profileId, since: null }));
  },
  async countMembers(tx, segment) {
    const [row] = await members(tx, segment).count<{ n: number | string }[]>({ n: '*' });
    return asNumber(row?.n ?? 0);
  },
  async countDoers(tx, name, since) {
    const [row] = await doers(tx, name, since).countDistinct<{ n: number | string }[]>({ n: 'profile_id' });
    return asNumber(row?.n ?? 0);
  },
};
