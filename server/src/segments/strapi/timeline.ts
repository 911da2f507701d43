import type { Knex } from 'knex';

import { UNNAMED_PREFIX } from '../../../../plugin/src';
import type { TimelineSource } from '../../profiles';
import { asNumber, fromJson } from '../../strapi/database';

interface LoggedRow {
  id: string;
  name: string;
  key: string;
  entered: boolean | number;
  at: number | string;
  reasons: string;
}

/** Comings and goings as lines of a person's timeline, each with its reasons as they read then. */
export const segmentTimeline =
  (db: Knex): TimelineSource =>
  async (profileId, limit) => {
    const logged = () =>
      db('attune_membership_log')
        .join('attune_segments', 'attune_segments.id', 'attune_membership_log.segment_id')
        .where('attune_membership_log.profile_id', profileId)
        // What a block asks for by itself is nothing anybody would call the person by.
        .whereNot('attune_segments.key', 'like', `${UNNAMED_PREFIX}%`);
    const [count] = await logged().count<{ n: number | string }[]>({ n: '*' });
    const rows: LoggedRow[] = await logged()
      .orderBy([
        { column: 'attune_membership_log.at', order: 'desc' },
        { column: 'attune_membership_log.id', order: 'desc' },
      ])
      .limit(limit)
      .select(
        'attune_membership_log.id as id',
        'attune_segments.name as name',
        'attune_segments.key as key',
        'entered',
        'at',
        'reasons',
      );
    return {
      total: asNumber(count?.n),
      entries: rows.map(({ id, name, key, entered, at, reasons }) => ({
        id,
        at: asNumber(at),
        kind: 'segment',
        title: `${entered ? 'Entered' : 'Left'} ${name}`,
        details: { segment: key, reasons: fromJson(reasons) },
      })),
    };
  };
