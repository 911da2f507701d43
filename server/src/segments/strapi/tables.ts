import { fromJson } from '../../strapi/database';
import type { SliceTables } from '../../strapi/tables';
import { leaveAll } from './membership-rows';
import { segmentsMigrations } from './migrations';

export const segmentsTables: SliceTables = {
  migrations: segmentsMigrations,
  tables: [
    { table: 'attune_saved_groups', holds: 'nobody' },
    { table: 'attune_membership_counts', holds: 'nobody' },
    { table: 'attune_populations', holds: 'nobody' },
    { table: 'attune_segments', holds: 'nobody' },
    { table: 'attune_segment_sizes', holds: 'nobody' },
    { table: 'attune_segment_uses', holds: 'nobody' },
    { table: 'attune_segment_imports', holds: 'nobody' },
    // Lines and reasons; of what stood in the lines the first and the last sign.
    { table: 'attune_segment_refusals', holds: 'nobody' },
    {
      table: 'attune_memberships',
      holds: 'person',
      exportRows: (db, { profileIds }) =>
        db('attune_memberships')
          .join('attune_segments', 'attune_segments.id', 'attune_memberships.segment_id')
          .whereIn('profile_id', [...profileIds])
          .select('attune_segments.name as segment', 'entered_at'),
      erase: (trx, { profileIds }) => leaveAll(trx, profileIds),
      ages: { never: 'goes with its profile: see docs/concepts/retention.md' },
    },
    {
      table: 'attune_membership_untils',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        (
          await db('attune_membership_untils')
            .whereIn('profile_id', [...profileIds])
            .select('untils')
        ).map(({ untils }) => ({ untils: fromJson(untils) })),
      erase: async (trx, { profileIds }) => {
        await trx('attune_membership_untils')
          .whereIn('profile_id', [...profileIds])
          .delete();
      },
      ages: { never: 'goes with its profile: see docs/concepts/retention.md' },
    },
    {
      table: 'attune_membership_log',
      holds: 'person',
      exportRows: async (db, { profileIds }) =>
        (
          await db('attune_membership_log')
            .join('attune_segments', 'attune_segments.id', 'attune_membership_log.segment_id')
            .whereIn('profile_id', [...profileIds])
            .select('attune_segments.name as segment', 'entered', 'at', 'reasons')
        ).map((row) => ({ ...row, entered: Boolean(row.entered), reasons: fromJson(row.reasons) })),
      erase: async (trx, { profileIds }) => {
        await trx('attune_membership_log')
          .whereIn('profile_id', [...profileIds])
          .delete();
      },
      ages: { by: 'at', key: 'id' },
    },
  ],
};
