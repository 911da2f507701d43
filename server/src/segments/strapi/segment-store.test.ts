import { afterAll, expect, it } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { segmentStoreSuite } from '../segment-store.suite';
import { untilsOf, untilsRowOf } from './segment-row';
import { createKnexSegmentStore } from './segment-store';
import { segmentsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

segmentStoreSuite('segments on SQLite', async () => {
  const database = await openDatabase([segmentsTables]);
  opened.push(database);
  let made = 0;
  const newId = () => String((made += 1)).padStart(6, '0');
  return { store: createKnexSegmentStore(database.db, newId), transact: database.transact };
});

it('writes what failed on somebody below zero, and marks the row for the reads of visits', () => {
  const untils = { a: 6, b: { failed: 3 } };
  const row = untilsRowOf('p1', untils);
  expect(row).toEqual({ profile_id: 'p1', untils: '{"a":6,"b":-3}', failed: true });
  expect(untilsOf(row)).toEqual(untils);
  expect(untilsRowOf('p2', { a: 6 })).toEqual({ profile_id: 'p2', untils: '{"a":6}', failed: false });
});
