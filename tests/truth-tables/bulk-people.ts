import type { Knex } from 'knex';
import { v7 } from 'uuid';

import { isOurs, type Facts } from '../../plugin/src';
import { factsOf, type ConditionRow } from './condition-table';

/**
 * A row's person under a name of their own, as a database holds them: without the request, and without what is known of
 * products, populations and groups, which is the same for all. A stranger is somebody of whom nothing else is known.
 */
export const personOf = (
  { facts: { context: _said, products: _sold, populations: _all, groups: _kept, ...own } }: ConditionRow,
  id: string,
): Facts => {
  const given = factsOf(own);
  const theirs = Object.values(given.events).flatMap((list) => list.filter(({ name }) => !isOurs(name)));
  const times = theirs.map(({ at }) => at);
  return {
    ...given,
    profile: {
      createdAt: 0,
      timezone: null,
      ...given.profile,
      id,
      firstSeenAt: times.length > 0 ? Math.min(...times) : null,
      lastSeenAt: times.length > 0 ? Math.max(...times) : null,
    },
  };
};

const insertAll = async (db: Knex, table: string, rows: readonly object[]): Promise<void> => {
  for (let from = 0; from < rows.length; from += 100) await db(table).insert(rows.slice(from, from + 100));
};

export const plant = async (
  db: Knex,
  people: readonly Facts[],
  baseIds: ReadonlyMap<string, string>,
): Promise<void> => {
  await insertAll(
    db,
    'attune_profiles',
    people.map(({ profile, traits }) => ({
      id: profile?.id,
      traits: JSON.stringify(traits),
      consent: '{}',
      timezone: profile?.timezone ?? null,
      created_at: profile?.createdAt,
      first_seen_at: 1,
      last_seen_at: 1,
      search: '',
    })),
  );
  await insertAll(
    db,
    'attune_events',
    people.flatMap(({ profile, events }) =>
      Object.values(events)
        .flat()
        .map(({ name, at, properties }) => ({
          message_id: v7(),
          profile_id: profile?.id,
          type: 'track',
          name,
          at,
          received_at: at,
          proven: true,
          properties: JSON.stringify(properties),
          context: '{}',
          handled: true,
        })),
    ),
  );
  await insertAll(
    db,
    'attune_profile_lists',
    people.flatMap(({ profile, lists }) =>
      [...lists].map((list_id) => ({ list_id, profile_id: profile?.id, at: 1 })),
    ),
  );
  await insertAll(
    db,
    'attune_profile_tags',
    people.flatMap(({ profile, tags }) => [...tags].map((tag) => ({ tag, profile_id: profile?.id, at: 1 }))),
  );
  await insertAll(
    db,
    'attune_memberships',
    people.flatMap(({ profile, segments }) =>
      [...segments].map((key) => ({
        segment_id: baseIds.get(key),
        profile_id: profile?.id,
        entered_at: 1,
        parts: '',
      })),
    ),
  );
};
