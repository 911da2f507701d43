import type { Knex } from 'knex';

import { noFacts, type EventFact, type JsonObject } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import { asNumber, chunksOf, fromJson, knexOf } from '../../strapi/database';
import type { People, PersonFacts, Wanted } from '..';

interface ProfileRow {
  id: string;
  traits: string;
  timezone: string | null;
  created_at: number | string;
}

interface EventRow {
  profile_id: string;
  name: string;
  at: number | string;
  properties: string;
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

const historyOf = (rows: readonly EventRow[]): Readonly<Record<string, readonly EventFact[]>> => {
  const events = new Map<string, EventFact[]>();
  for (const { name, at, properties } of rows) {
    const fact = { name, at: asNumber(at), properties: fromJson<JsonObject>(properties) };
    const known = events.get(name);
    if (known) known.push(fact);
    else events.set(name, [fact]);
  }
  return Object.fromEntries(events);
};

/**
 * The read model that conditions are judged by: for any number of people, one query a table and slice. It reads
 * profiles, lists and events where they lie, and writes nothing.
 */
export const createKnexPeople = (db: Knex): People => {
  const at = (tx: Tx | null): Knex => (tx ? knexOf(tx) : db);
  const living = (tx: Tx | null) => at(tx)<ProfileRow>('attune_profiles').whereNull('merged_into');

  const eventsOf = async (tx: Tx | null, ids: readonly string[], { events }: Wanted) => {
    if (events.size === 0) return [];
    const query = at(tx)<EventRow>('attune_events')
      .whereIn('profile_id', [...ids])
      .orderBy('at')
      .select('profile_id', 'name', 'at', 'properties');
    return events.has('*') ? query : query.whereIn('name', [...events]);
  };

  const seenOf = async (tx: Tx | null, ids: readonly string[], { seen }: Wanted) =>
    seen
      ? at(tx)('attune_events')
          .whereIn('profile_id', [...ids])
          .groupBy('profile_id')
          .select<SeenRow[]>('profile_id')
          .min({ first: 'at' })
          .max({ last: 'at' })
      : [];

  const slice = async (tx: Tx | null, ids: readonly string[], wanted: Wanted): Promise<PersonFacts[]> => {
    const rows = await living(tx)
      .whereIn('id', [...ids])
      .orderBy('id')
      .select('id', 'traits', 'timezone', 'created_at');
    const events = grouped(await eventsOf(tx, ids, wanted));
    const seen = grouped((await seenOf(tx, ids, wanted)) as SeenRow[]);
    const lists = grouped(
      await at(tx)<{ profile_id: string; list_id: string }>('attune_profile_lists').whereIn('profile_id', [
        ...ids,
      ]),
    );
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
        events: historyOf(events(row.id)),
        lists: new Set(lists(row.id).map(({ list_id }) => list_id)),
      };
    });
  };

  return {
    async facts(tx, profileIds, wanted) {
      const found: PersonFacts[] = [];
      for (const ids of chunksOf(profileIds)) found.push(...(await slice(tx, ids, wanted)));
      return found;
    },
    async count() {
      const [row] = await living(null).count<{ n: number | string }[]>({ n: '*' });
      return asNumber(row?.n ?? 0);
    },
    idsAfter: async (tx, cursor, limit) =>
      (await living(tx).where('id', '>', cursor).orderBy('id').limit(limit).select('id')).map(({ id }) => id),
    idsFrom: async (place, limit) =>
      (await living(null).orderBy('id').offset(place).limit(limit).select('id')).map(({ id }) => id),
    async labels(profileIds) {
      const rows = await db('attune_profiles')
        .whereIn('id', [...profileIds])
        .select<{ id: string; email: string | null; user_id: string | null; traits: string }[]>(
          'id',
          'email',
          'user_id',
          'traits',
        );
      return new Map(rows.map((row) => [row.id, labelOf(row)]));
    },
  };
};

const labelOf = (row: {
  id: string;
  email: string | null;
  user_id: string | null;
  traits: string;
}): string => {
  const traits = fromJson<JsonObject>(row.traits);
  const name = traits.name ?? [traits.firstName, traits.lastName].filter(Boolean).join(' ');
  if (typeof name === 'string' && name !== '') return name;
  return row.email ?? row.user_id ?? `Visitor ${row.id.slice(-6)}`;
};
