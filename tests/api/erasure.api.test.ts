import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../support/database';
import { ERASURE_SLICES, erasureSuite } from './erasure.suite';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

erasureSuite('erasure on SQLite', async () => {
  const database = await openDatabase(ERASURE_SLICES);
  opened.push(database);
  return [database, database];
});
