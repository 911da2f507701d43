import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { eventsTables } from '../../events/strapi/tables';
import { profilesTables } from '../../profiles/strapi/tables';
import { peopleSuite } from './people.suite';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

peopleSuite('people on SQLite', async () => {
  const database = await openDatabase([profilesTables, eventsTables]);
  opened.push(database);
  return database;
});
