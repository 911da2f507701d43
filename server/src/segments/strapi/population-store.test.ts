import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { populationStoreSuite } from '../populations/population-store.suite';
import { createKnexPopulations } from './population-store';
import { segmentsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

populationStoreSuite('populations on SQLite', async () => {
  const database = await openDatabase([segmentsTables]);
  opened.push(database);
  return createKnexPopulations(database.db);
});
