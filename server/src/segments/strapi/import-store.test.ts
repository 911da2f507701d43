import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { importStoreSuite } from '../lists/import-store.suite';
import { createKnexImports } from './import-store';
import { segmentsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

importStoreSuite('imports on SQLite', async () => {
  const database = await openDatabase([segmentsTables]);
  opened.push(database);
  return { store: createKnexImports(database.db), transact: database.transact };
});
