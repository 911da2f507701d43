import type { Knex } from 'knex';

import { UNNAMED_PREFIX, type Condition } from '../../../../plugin/src';
import type { TimelineSource } from '../../profiles';
import { asNumber, fromJson } from '../../strapi/database';
import { tellableWords } from '..';

interface LoggedRow {
  id: string;
  name: string;
  key: string;
  entered: boolean | number;
  at: number | string;
  reasons: string;
  condition: string;
  condition_at: number | string;
}

const wordsOf = (row: LoggedRow, hidden: readonly string[]): readonly string[] =>
  tellableWords(
    { condition: fromJson<Condition>(row.condition), conditionAt: asNumber(row.condition_at) },
    { at: asNumber(row.at), because: fromJson<string[]>(row.reasons) },
    hidden,
  );

/** Comings and goings as lines of a person's timeline, each with its reasons as they read then, as far as they may be told. */
export const segmentTimeline =
  (db: Knex, sensitive: () => Promise<readonly string[]>): TimelineSource =>
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
        'condition',
        'condition_at',
      );
    const hidden = await sensitive();
    return {
      total: asNumber(count?.n),
      entries: rows.map((row) => ({
        id: row.id,
        at: asNumber(row.at),
        kind: 'segment',
        title: `${row.entered ? 'Entered' : 'Left'} ${row.name}`,
        details: { segment: row.key, reasons: [...wordsOf(row, hidden)] },
      })),
    };
  };
