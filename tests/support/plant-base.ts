import type { Knex } from 'knex';

const DAY = 86_400_000;

/** Person number n's id, in the order of numbers. */
export const personId = (n: number): string => `person-${String(n).padStart(7, '0')}`;

/**
 * Plants people with ten orders each into a SQLite database, the newest two days ago, one every eight days before:
 * three in the last thirty days. Every other one is German.
 */
export const plantBase = async (db: Knex, people: number, now: number): Promise<void> => {
  const numbers = `with recursive s(i) as (select 0 union all select i + 1 from s where i < ?)`;
  await db.raw(
    `insert into attune_profiles (id, traits, consent, created_at, first_seen_at, last_seen_at, search)
     ${numbers} select printf('person-%07d', i), iif(i % 2 = 0, '{"country":"DE"}', '{"country":"AT"}'), '{}', ?, ?, ?, '' from s`,
    [people - 1, now, now, now],
  );
  await db.raw(
    `insert into attune_events (message_id, profile_id, type, name, at, received_at, proven, properties, context, handled)
     ${numbers} select 'planted-' || i, printf('person-%07d', i % ?), 'track', 'Order Completed',
       ? - (2 + 8 * (i / ?)) * ?, ?, 1, '{"total":10}', '{}', 1 from s`,
    [people * 10 - 1, people, now, people, DAY, now],
  );
};
