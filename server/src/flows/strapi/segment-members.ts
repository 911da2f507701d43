import type { Tx } from '../../ports';
import { asNumber, knexOf } from '../../strapi/database';
import type { Standing } from '..';

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

/** When somebody came into segments by these keys, or left them, after that moment. */
export const crossings: Standing['crossings'] = async (tx, profileId, segments, after) => {
  const rows = await knexOf(tx)('attune_membership_log as log')
    .join('attune_segments', 'attune_segments.id', 'log.segment_id')
    .where('log.profile_id', profileId)
    .where('log.at', '>', after)
    .whereIn('attune_segments.key', [...segments])
    .select<{ key: string; entered: boolean | number; at: number | string }[]>('key', 'entered', 'log.at');
  return rows.map(({ key, entered, at }) => ({ segment: key, entered: Boolean(entered), at: asNumber(at) }));
};

/** Whether people can be put into it by hand. */
export const isStaticSegment = async (tx: Tx, key: string): Promise<boolean> =>
  (await knexOf(tx)('attune_segments').where({ key, kind: 'static' }).first('id')) !== undefined;

/** All living people by profile id. */
export const everybody = async (tx: Tx, after: string, limit: number): Promise<readonly string[]> =>
  knexOf(tx)('attune_profiles')
    .whereNull('merged_into')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .pluck('id');

/** Signs that LIKE reads as anything. */
export const plainly = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** People whose events since then named this product, alone or among others, by profile id. */
export const viewers = async (
  tx: Tx,
  productId: string,
  since: number,
  after: string,
  limit: number,
): Promise<readonly string[]> => {
  const written = [JSON.stringify(productId), ...(/^\d+$/.test(productId) ? [productId] : [])];
  const rows = await knexOf(tx)('attune_events')
    .where('at', '>', since)
    .where('profile_id', '>', after)
    .where((either) => {
      for (const value of written) {
        for (const end of [',', '}']) {
          void either.orWhereRaw("properties like ? escape '\\'", [`%"product_id":${plainly(value)}${end}%`]);
        }
      }
    })
    .orderBy('profile_id')
    .limit(limit)
    .distinct<{ profile_id: string }[]>('profile_id');
  return rows.map(({ profile_id }) => profile_id);
};
