import type { Knex } from 'knex';

const DAY = 86_400_000;
const EVENTS_EACH = 3;

const pick = (words: readonly string[], key: string): string =>
  `case ${key} ${words.map((word, at) => `when ${at} then '${word}'`).join(' ')} end`;

/** Builds indexes once, behind the rows: a base of this size has grown over years. */
const withoutIndexes = async (db: Knex, tables: readonly string[], work: () => Promise<void>) => {
  const rows: { name: string; sql: string }[] = await db('sqlite_master')
    .where({ type: 'index' })
    .whereIn('tbl_name', tables)
    .whereNotNull('sql')
    .select('name', 'sql');
  for (const { name } of rows) await db.raw('drop index ??', [name]);
  await work();
  for (const { sql } of rows) await db.raw(sql);
};

/**
 * People of five countries and eight plans, each with a user id, three events of ten names in a year (more of late), a
 * tag every tenth, a list every twentieth.
 */
export const plant = async (db: Knex, people: number, now: number): Promise<void> => {
  const numbers = (n: number) =>
    `with recursive s(i) as (select 0 union all select i + 1 from s where i < ${n - 1})`;
  const id = (i: string) => `printf('person-%08d', ${i})`;
  const countries = pick(['DE', 'AT', 'CH', 'US', 'FR'], 'i % 5');
  const names = pick(
    [
      ...['Order Completed', 'Product Viewed', 'Product Added', 'Cart Viewed', 'Page Viewed'],
      ...['Search', 'Signed In', 'Clicked', 'Shared', 'Rated'],
    ],
    'n',
  );
  const tables = [
    'attune_profiles',
    'attune_identities',
    'attune_events',
    'attune_profile_tags',
    'attune_profile_lists',
  ];
  await db.raw('pragma synchronous = off');
  await withoutIndexes(db, tables, async () => {
    await db.raw(
      `insert into attune_profiles (id, user_id, traits, consent, created_at, first_seen_at, last_seen_at, search)
       ${numbers(people)} select ${id('i')}, 'user-' || i,
         '{"country":"' || ${countries} || '","plan":{"seats":' || (i % 8) || '},"firstName":"Ada","lastName":"Person ' || i || '"}',
         '{}', ${now}, ${now}, ${now}, '' from s`,
    );
    await db.raw(
      `insert into attune_identities (kind, value, profile_id, proven, at)
       ${numbers(people)} select 'userId', 'user-' || i, ${id('i')}, 1, ${now} from s`,
    );
    await db.raw(
      `insert into attune_events (message_id, profile_id, type, name, at, received_at, proven, properties, context, handled)
       ${numbers(people * EVENTS_EACH)}
       select 'm' || i, ${id(`i % ${people}`)}, 'track', ${names}, ${now} - cast(a * a * ${365 * DAY} as integer), ${now}, 1,
         '{"total":39.9,"product_id":"sku-1"}', '{}', 1
       from (select i, (abs(random()) % 10) as n, ((abs(random()) % 1000000) / 1000000.0) as a from s) as happened`,
    );
    await db.raw(
      `insert into attune_profile_tags (profile_id, tag, at) ${numbers(people)} select ${id('i')}, 'friend', ${now} from s where i % 10 = 0`,
    );
    await db.raw(
      `insert into attune_profile_lists (list_id, profile_id, at) ${numbers(people)} select 'hub:7', ${id('i')}, ${now} from s where i % 20 = 0`,
    );
  });
  await db.raw('analyze');
};
