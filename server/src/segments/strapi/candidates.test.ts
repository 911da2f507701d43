import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { eventsTables } from '../../events/strapi/tables';
import { profilesTables } from '../../profiles/strapi/tables';
import { candidatesSuite } from './candidates.suite';
import { segmentsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

candidatesSuite('whom an index names on SQLite', async () => {
  const database = await openDatabase([profilesTables, eventsTables, segmentsTables]);
  opened.push(database);
  return database;
});
