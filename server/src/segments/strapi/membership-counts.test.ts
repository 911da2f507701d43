import { afterAll, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { eventsTables } from '../../events/strapi/tables';
import { profilesTables } from '../../profiles/strapi/tables';
import { migrate } from '../../strapi/migrations';
import { readCounts } from './membership-counts';
import { membershipCountsSuite } from './membership-counts.suite';
import { segmentsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

membershipCountsSuite('counters of members on SQLite', async () => {
  const database = await openDatabase([profilesTables, eventsTables, segmentsTables]);
  opened.push(database);
  return database;
});

it('counts from the beginning what was there before it counted', async () => {
  const counting = ({ name }: { readonly name: string }) => name === '2026-11-25-membership-counts';
  const at = segmentsTables.migrations.findIndex(counting);
  const database = await openDatabase([{ migrations: segmentsTables.migrations.slice(0, at), tables: [] }]);
  opened.push(database);
  const { db } = database;
  const member = (segment_id: string, n: number) => ({
    segment_id,
    profile_id: `p${n}`,
    entered_at: 1,
    parts: '',
  });
  await db('attune_memberships').insert([member('a', 1), member('a', 2), member('b', 1)]);
  await migrate(db, segmentsTables.migrations);
  expect(Object.fromEntries(await readCounts(db))).toEqual({ a: 2, b: 1 });
});
