import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { insightStoresSuite } from '../insight/insight-stores.suite';
import { createKnexSizes, createKnexUses } from './insight-stores';
import { segmentsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

insightStoresSuite('sizes and uses on SQLite', async () => {
  const database = await openDatabase([segmentsTables]);
  opened.push(database);
  return { sizes: createKnexSizes(database.db), uses: createKnexUses(database.db) };
});
