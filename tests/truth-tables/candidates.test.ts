import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../support/database';
import { eventsTables } from '../../server/src/events/strapi/tables';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { candidatesSuite } from './candidates.suite';
import { segmentsTables } from '../../server/src/segments/strapi/tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

candidatesSuite('whom an index names on SQLite', async () => {
  const database = await openDatabase([profilesTables, eventsTables, segmentsTables]);
  opened.push(database);
  return database;
});
