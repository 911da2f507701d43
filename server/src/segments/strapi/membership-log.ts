import type { Knex } from 'knex';

import { asNumber, fromJson, isPostgres, whereAmong } from '../../strapi/database';
import type { LoggedMove, MembershipLog, Moves, Stretch } from '..';
import type { LogRow, MembershipRow } from './segment-row';
import { within } from './stretch';

const MEMBERSHIPS = 'attune_memberships';
const LOG = 'attune_membership_log';
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

interface PersonRow {
  readonly profile_id: string;
}

interface LastRow extends PersonRow {
  readonly last: number | string;
}

export const createKnexMembershipLog = (db: Knex): MembershipLog => {
  /** Along a segment's people, whatever their number: they are the narrower part of what is asked for, however few moved. */
  const net = (segmentId: string, at: number, entered: boolean, stretch: Stretch) =>
    within(db<LogRow>(LOG).where({ segment_id: segmentId }), stretch, 'profile_id')
      .whereRaw('+at > ?', [at])
      .groupBy('profile_id')
      .havingRaw(`${BALANCE} ${entered ? '>' : '<'} 0`);
  const members = (segmentId: string, stretch: Stretch) =>
    within(db<MembershipRow>(MEMBERSHIPS).where({ segment_id: segmentId }), stretch, 'profile_id');

  /** Who is in and has not come since, and who has gone since: in one statement, so that nobody moves in between. */
  const insideAt = (segmentId: string, at: number, stretch: Stretch): Knex.QueryBuilder => {
    const gone = net(segmentId, at, false, stretch).select('profile_id').as('gone');
    const isIn = db(MEMBERSHIPS)
      .where({ segment_id: segmentId })
      .whereRaw(`${MEMBERSHIPS}.profile_id = gone.profile_id`);
    const stayed = members(segmentId, stretch)
      .whereNotIn('profile_id', net(segmentId, at, true, stretch).select('profile_id'))
      .select('profile_id')
      .unionAll(db.from<MembershipRow>(gone).whereNotExists(isIn).select('profile_id'));
    return db.from(stayed.as('inside'));
  };

  /**
   * One text of each row of a query, in its order: they come as one, with commas between, which takes a fourth of the
   * time of as many rows. No id of ours has a comma or a space.
   */
  const joined = async (query: Knex.QueryBuilder, text: string): Promise<readonly string[]> => {
    const join = isPostgres(db) ? 'string_agg' : 'group_concat';
    const [row] = (await db.from(query.as('each')).select(db.raw(`${join}(${text}, ',') as texts`))) as {
      texts: string | null;
    }[];
    return row?.texts ? row.texts.split(',') : [];
  };

  const nth = (table: string, segmentId: string, after: string, many: number) =>
    db(table)
      .where({ segment_id: segmentId })
      .where('profile_id', '>', after)
      .orderBy('profile_id')
      .offset(many - 1)
      .limit(1)
      .select('profile_id');

  return {
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
    async countMoves(from, to) {
      const [row] = (await db(LOG)
        .where('at', '>=', from)
        .where('at', '<', to)
        .count({ n: '*' })) as CountRow[];
      return asNumber(row?.n ?? 0);
    },
    async endOfPeople(segmentId, after, many) {
      const ends = [MEMBERSHIPS, LOG].map((table) =>
        db.from(nth(table, segmentId, after, many).as(table)).select('profile_id'),
      );
      const [row] = await db
        .from(db.unionAll(ends).as('ends'))
        .min<{ end: string | null }[]>({ end: 'profile_id' });
      return row?.end ?? null;
    },
    async countAt(segmentId, at, stretch) {
      const [row] = (await insideAt(segmentId, at, stretch).count({ n: '*' })) as CountRow[];
      return asNumber(row?.n ?? 0);
    },
    async idsAt(segmentId, at, stretch) {
      const rows = (await insideAt(segmentId, at, stretch)
        .orderBy('profile_id')
        .select('profile_id')) as PersonRow[];
      return rows.map(({ profile_id }) => profile_id);
    },
    async entriesUpTo(segmentId, profileIds, at) {
      const entries = db<LogRow>(LOG).where({ segment_id: segmentId, entered: true }).where('at', '<=', at);
      const rows = (await whereAmong(entries, 'profile_id', profileIds)
        .groupBy('profile_id')
        .select('profile_id')
        .max({ last: 'at' })) as LastRow[];
      return new Map(rows.map(({ profile_id, last }) => [profile_id, asNumber(last)]));
    },
    async netChanges(segmentId, since, entered, stretch, most) {
      const changed = net(segmentId, since, entered, stretch).select('profile_id').max({ last: 'at' });
      const rows = (await db
        .from(changed.as('changed'))
        .select('profile_id', 'last', db.raw('count(*) over () as total'))
        .orderBy([{ column: 'last', order: 'desc' }, { column: 'profile_id' }])
        .limit(most)) as (LastRow & { readonly total: number | string })[];
      return {
        rows: rows.map(({ profile_id, last }) => ({ profileId: profile_id, at: asNumber(last) })),
        total: asNumber(rows[0]?.total ?? 0),
      };
    },
    async reasonsSince(segmentId, profileIds, entered, since) {
      const logged = db<LogRow>(LOG).where({ segment_id: segmentId, entered }).where('at', '>', since);
      const rows: LogRow[] = await whereAmong(logged, 'profile_id', profileIds).orderBy(['at', 'id']);
      // The newest is read last and stays.
      return new Map(rows.map((row) => [row.profile_id, fromJson<string[]>(row.reasons)]));
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
    async idsAfter(segmentId, after, limit) {
      const next = members(segmentId, { after, upTo: null }).orderBy('profile_id').limit(limit);
      return joined(next.select('profile_id'), 'profile_id');
    },
    async movesBetween(segmentIds, from, to) {
      const moves = db<LogRow>(LOG)
        .where('at', '>=', from)
        .where('at', '<', to)
        // Said so that no database goes along the segments, whose moves of all times those are.
        .whereIn(db.raw("coalesce(segment_id, '')") as never, [...segmentIds])
        .orderBy(['at', 'id']);
      const texts = await joined(
        moves.select('segment_id', 'profile_id', 'entered'),
        "case when entered then '+' else '-' end || segment_id || ' ' || profile_id",
      );
      return texts.map((text): LoggedMove => {
        const end = text.indexOf(' ');
        return {
          segmentId: text.slice(1, end),
          profileId: text.slice(end + 1),
          entered: text.startsWith('+'),
        };
      });
    },
  };
};
