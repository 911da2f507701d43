import type { Knex } from 'knex';

import { asNumber, fromJson } from '../../strapi/database';
import type { LoggedMove, MembershipLog, Moves } from '..';
import type { LogRow, MembershipRow } from './segment-row';

const MEMBERSHIPS = 'attune_memberships';
const LOG = 'attune_membership_log';
const COUNTS = 'attune_membership_counts';
const HOUR = 3_600_000;

const NEWEST_FIRST = [
  { column: 'at', order: 'desc' },
  { column: 'id', order: 'desc' },
];
/** Entries and departures alternate, so the difference says how somebody stood before: 1 out, -1 in, 0 as now. */
const BALANCE = 'sum(case when entered then 1 else -1 end)';

interface CountRow {
  readonly n: number | string;
}

export const createKnexMembershipLog = (db: Knex): MembershipLog => {
  const since = (segmentId: string, at: number) =>
    db<LogRow>(LOG).where({ segment_id: segmentId }).where('at', '>', at).groupBy('profile_id');
  const net = (segmentId: string, at: number, entered: boolean) =>
    since(segmentId, at).havingRaw(`${BALANCE} ${entered ? '>' : '<'} 0`);

  /** The next of those who were in: who is in and has not come since, and who has gone since. Sorts no more than it gives. */
  const idsAfterAt: MembershipLog['idsAfterAt'] = async (segmentId, at, after, limit) => {
    const stayed = await db<MembershipRow>(MEMBERSHIPS)
      .where({ segment_id: segmentId })
      .where('profile_id', '>', after)
      .whereNotIn('profile_id', net(segmentId, at, true).select('profile_id'))
      .orderBy('profile_id')
      .limit(limit)
      .select('profile_id');
    const gone = (await net(segmentId, at, false)
      .where('profile_id', '>', after)
      .orderBy('profile_id')
      .limit(limit)
      .select('profile_id')) as { profile_id: string }[];
    const ids = new Set([...stayed, ...gone].map(({ profile_id }) => profile_id));
    return [...ids].sort().slice(0, limit);
  };

  const count = async (query: Knex.QueryBuilder): Promise<number> => {
    const [row] = (await db.from(query.as('counted')).count({ n: '*' })) as unknown as CountRow[];
    return asNumber(row?.n ?? 0);
  };

  /** From the counters and what has moved since, in one statement: both as of the same moment. */
  const sizeAt = async (segmentId: string, at: number): Promise<number> => {
    const changed = (entered: boolean) =>
      db.from(net(segmentId, at, entered).select('profile_id').as('changed')).count('*');
    const now = db(COUNTS).where({ segment_id: segmentId }).sum('delta');
    const asked = db.raw('coalesce((?), 0) - (?) + (?) as n', [now, changed(true), changed(false)]);
    const [row] = (await db.select(asked)) as CountRow[];
    return asNumber(row?.n ?? 0);
  };

  return {
    sizeAt,
    async movesByHour(from, to) {
      const rows = (await db(LOG)
        .where('at', '>=', from)
        .where('at', '<', to)
        .groupByRaw(`segment_id, at - at % ${HOUR}`)
        .select(
          'segment_id',
          db.raw(`at - at % ${HOUR} as hour`),
          db.raw('sum(case when entered then 1 else 0 end) as came'),
          db.raw('count(*) as moves'),
        )) as { segment_id: string; hour: unknown; came: unknown; moves: unknown }[];
      return rows.map((row): Moves => {
        const entered = asNumber(row.came);
        const left = asNumber(row.moves) - entered;
        return { segmentId: row.segment_id, at: asNumber(row.hour), entered, left };
      });
    },
    async endOfMoves(from, to, many) {
      const row = await db(LOG)
        .where('at', '>=', from)
        .where('at', '<', to)
        .orderBy('at')
        .offset(many)
        .first<{ at: number | string } | undefined>('at');
      // More than so many at one moment, as when a file is read, are added up at once.
      return row ? Math.max(asNumber(row.at), from + 1) : to;
    },
    async netChanges(segmentId, from, entered, page, pageSize) {
      const changed = () => net(segmentId, from, entered);
      const total = await count(changed().select('profile_id'));
      const rows = (await changed()
        .select('profile_id')
        .max({ last: 'at' })
        .orderBy([{ column: 'last', order: 'desc' }, { column: 'profile_id' }])
        .limit(pageSize)
        .offset((page - 1) * pageSize)) as { profile_id: string; last: number | string }[];
      const reasons = new Map<string, string[]>();
      const ids = rows.map(({ profile_id }) => profile_id);
      // The newest is read last and stays.
      const logged = await db<LogRow>(LOG)
        .where({ segment_id: segmentId, entered })
        .whereIn('profile_id', ids)
        .where('at', '>', from)
        .orderBy(['at', 'id']);
      for (const row of logged) reasons.set(row.profile_id, fromJson<string[]>(row.reasons));
      return {
        rows: rows.map(({ profile_id, last }) => ({
          profileId: profile_id,
          at: asNumber(last),
          because: reasons.get(profile_id) ?? [],
        })),
        total,
      };
    },
    async membersAt(segmentId, at, page, pageSize) {
      const total = await sizeAt(segmentId, at);
      const ids = (await idsAfterAt(segmentId, at, '', page * pageSize)).slice((page - 1) * pageSize);
      const entries = (await db<LogRow>(LOG)
        .where({ segment_id: segmentId, entered: true })
        .where('at', '<=', at)
        .whereIn('profile_id', ids)
        .groupBy('profile_id')
        .select('profile_id')
        .max({ last: 'at' })) as { profile_id: string; last: number | string }[];
      const enteredAt = new Map(entries.map(({ profile_id, last }) => [profile_id, asNumber(last)]));
      return {
        rows: ids.map((profileId) => ({ profileId, enteredAt: enteredAt.get(profileId) ?? at })),
        total,
      };
    },
    async standingAt(segmentId, profileId, at) {
      const person = { segment_id: segmentId, profile_id: profileId };
      const [after, last, member] = await Promise.all([
        db(LOG)
          .where(person)
          .where('at', '>', at)
          .select<{ balance: number | string | null }[]>(db.raw(`${BALANCE} as balance`)),
        db<LogRow>(LOG).where(person).where('at', '<=', at).orderBy(NEWEST_FIRST).first(),
        db<MembershipRow>(MEMBERSHIPS).where(person).first(),
      ]);
      const balance = asNumber(after[0]?.balance ?? 0);
      const isIn = balance === 0 ? member !== undefined : balance < 0;
      const known = last !== undefined && Boolean(last.entered) === isIn ? last : undefined;
      return {
        in: isIn,
        since: known ? asNumber(known.at) : null,
        because: known ? fromJson<string[]>(known.reasons) : [],
      };
    },
    idsAfter: async (segmentId, after, limit) =>
      (
        await db<MembershipRow>(MEMBERSHIPS)
          .where({ segment_id: segmentId })
          .where('profile_id', '>', after)
          .orderBy('profile_id')
          .limit(limit)
          .select('profile_id')
      ).map(({ profile_id }) => profile_id),
    idsAfterAt,
    movesAfter: async ({ at, id }, limit) =>
      (
        await db<LogRow>(LOG)
          .where('at', '>=', at)
          .where((later) => later.where('at', '>', at).orWhere('id', '>', id))
          .orderBy(['at', 'id'])
          .limit(limit)
          .select('id', 'segment_id', 'profile_id', 'entered', 'at')
      ).map(
        (row): LoggedMove => ({
          id: row.id,
          segmentId: row.segment_id,
          profileId: row.profile_id,
          entered: Boolean(row.entered),
          at: asNumber(row.at),
        }),
      ),
  };
};
