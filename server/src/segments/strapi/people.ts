import type { Knex } from 'knex';

import { noFacts, OUR_EVENTS, type Facts, type Json, type JsonObject } from '../../../../plugin/src';
import type { Clock, Tx } from '../../ports';
import {
  asNumber,
  CHUNK,
  chunksOf,
  fromJson,
  isSqlite,
  knexOf,
  MANY,
  whereAmong,
} from '../../strapi/database';
import { keptRows } from '../../strapi/kept-statements';
import { isSensitive, type People, type PersonFacts, type Wanted } from '..';
import { readCandidates } from './candidates';
import { createCountLiving } from './count-living';
import { readHistories } from './history';
import { endOf, farEnd } from './stretch';

interface ProfileRow {
  id: string;
  traits: string;
  timezone: string | null;
  created_at: number | string;
}

interface SeenRow {
  profile_id: string;
  first: number | string;
  last: number | string;
}

const grouped = <Row extends { readonly profile_id: string }>(rows: readonly Row[]) => {
  const byProfile = new Map<string, Row[]>();
  for (const row of rows) {
    const known = byProfile.get(row.profile_id);
    if (known) known.push(row);
    else byProfile.set(row.profile_id, [row]);
  }
  return (id: string): readonly Row[] => byProfile.get(id) ?? [];
};

/** Many are read at once where little is read of each: the loop is held by rows, and a server by questions. */
const chunkOf = ({ events, seen, reach }: Wanted, now: number | undefined): number => {
  const isLight = (name: string): boolean => {
    const own = reach?.get(name);
    return own !== undefined && own.ms < Infinity && !own.properties;
  };
  return now !== undefined && !seen && [...events].every(isLight) ? MANY : CHUNK;
};

/**
 * The read model that conditions are judged by: for any number of people, one query a table and slice. It reads
 * profiles, lists and events where they lie, and writes nothing.
 */
export const createKnexPeople = (
  db: Knex,
  populations: () => Facts['populations'] = () => undefined,
  now: Clock = Date.now,
  /** What people are not called by. */
  sensitive: () => Promise<readonly string[]> = async () => [],
): People => {
  const at = (tx: Tx | null): Knex => (tx ? knexOf(tx) : db);
  const profiles = (tx: Tx | null) => at(tx)<ProfileRow>('attune_profiles');
  /** Said so that no database takes the index of the merged, nearly all of whom are null, for a walk along the ids. */
  const living = (tx: Tx | null) => profiles(tx).whereRaw("coalesce(merged_into, '') = ''");

  const seenOf = async (tx: Tx | null, ids: readonly string[], { seen }: Wanted) =>
    seen
      ? keptRows<SeenRow>(
          whereAmong(at(tx)('attune_events'), 'profile_id', ids)
            .whereNotIn('name', [...OUR_EVENTS])
            .groupBy('profile_id')
            .select('profile_id')
            .min({ first: 'at' })
            .max({ last: 'at' }),
        )
      : [];

  const listsOf = async (tx: Tx | null, ids: readonly string[], { lists }: Wanted) =>
    lists === false
      ? []
      : keptRows<{ profile_id: string; list_id: string }>(
          whereAmong(at(tx)('attune_profile_lists'), 'profile_id', ids).select('profile_id', 'list_id'),
        );

  const tagsOf = async (tx: Tx | null, ids: readonly string[], { tags }: Wanted) =>
    tags === false
      ? []
      : keptRows<{ profile_id: string; tag: string }>(
          whereAmong(at(tx)('attune_profile_tags'), 'profile_id', ids).select('profile_id', 'tag'),
        );

  const slice = async (
    tx: Tx | null,
    ids: readonly string[],
    wanted: Wanted,
    now: number | undefined,
  ): Promise<PersonFacts[]> => {
    // A server answers them at the same time where no transaction is open.
    const [rows, events, spans, listed, tagged] = await Promise.all([
      keptRows<ProfileRow>(
        whereAmong(living(tx), 'id', ids).orderBy('id').select('id', 'traits', 'timezone', 'created_at'),
      ),
      readHistories(at(tx), ids, wanted, now),
      seenOf(tx, ids, wanted),
      listsOf(tx, ids, wanted),
      tagsOf(tx, ids, wanted),
    ]);
    const seen = grouped(spans as SeenRow[]);
    // A clock that went wrong sent something from the future: what was before it is seen in the history alone.
    const ahead = ids.filter((id) => asNumber(seen(id)[0]?.last ?? 0) > (now ?? Infinity));
    const whole = await readHistories(at(tx), ahead, { events: new Set(['*']), seen: false }, undefined);
    const lists = grouped(listed);
    const tags = grouped(tagged);
    const spread = populations();
    return rows.map((row) => {
      const [span] = seen(row.id);
      return {
        ...noFacts(),
        profile: {
          id: row.id,
          createdAt: asNumber(row.created_at),
          timezone: row.timezone,
          firstSeenAt: span ? asNumber(span.first) : null,
          lastSeenAt: span ? asNumber(span.last) : null,
        },
        traits: fromJson<JsonObject>(row.traits),
        events: ahead.includes(row.id) ? whole(row.id) : events(row.id),
        lists: new Set(lists(row.id).map(({ list_id }) => list_id)),
        tags: new Set(tags(row.id).map(({ tag }) => tag)),
        populations: spread,
      };
    });
  };

  return {
    async facts(tx, profileIds, wanted, now) {
      const found: PersonFacts[] = [];
      for (const ids of chunksOf(profileIds, chunkOf(wanted, now)))
        found.push(...(await slice(tx, ids, wanted, now)));
      return found;
    },
    count: createCountLiving(db, now),
    idsAfter: async (tx, cursor, limit) =>
      (await living(tx).where('id', '>', cursor).orderBy('id').limit(limit).select('id')).map(({ id }) => id),
    endOf: (tx, after, size) => endOf(at(tx), after, size),
    farEnd: (after, size) => farEnd(db, after, size),
    candidates: async (tx, narrow, stretch) => [...(await readCandidates(at(tx), narrow, stretch))].sort(),
    async lock(tx, profileIds) {
      // SQLite has no row locks and needs none: its transactions wait for one another.
      if (isSqlite(db)) return new Set(profileIds);
      const got = new Set<string>();
      for (const ids of chunksOf(profileIds)) {
        const rows = await living(tx).whereIn('id', ids).orderBy('id').forUpdate().skipLocked().select('id');
        for (const { id } of rows) got.add(id);
      }
      return got;
    },
    async labels(profileIds) {
      const rows = await db('attune_profiles')
        .whereIn('id', [...profileIds])
        .select<{ id: string; email: string | null; user_id: string | null; traits: string }[]>(
          'id',
          'email',
          'user_id',
          'traits',
        );
      const hidden = await sensitive();
      return new Map(rows.map((row) => [row.id, labelOf(row, hidden)]));
    },
  };
};

const labelOf = (
  row: { id: string; email: string | null; user_id: string | null; traits: string },
  hidden: readonly string[],
): string => {
  const traits = fromJson<JsonObject>(row.traits);
  const read = (name: string): Json | undefined => (isSensitive(name, hidden) ? undefined : traits[name]);
  const name = read('name') ?? [read('firstName'), read('lastName')].filter(Boolean).join(' ');
  if (typeof name === 'string' && name !== '') return name;
  const email = isSensitive('email', hidden) ? null : row.email;
  return email ?? row.user_id ?? `Visitor ${row.id.slice(-6)}`;
};
