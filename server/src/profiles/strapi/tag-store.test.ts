import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { tagStoreSuite } from '../tag-store.suite';
import { profilesTables } from './tables';
import { createKnexTags } from './tag-store';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

tagStoreSuite('tags on SQLite', async () => {
  const database = await openDatabase([profilesTables]);
  opened.push(database);
  return { store: createKnexTags(database.db), transact: database.transact };
});
