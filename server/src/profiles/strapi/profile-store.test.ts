import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { profileStoreSuite } from '../profile-store.suite';
import { createKnexListStore } from './list-store';
import { createKnexProfileStore } from './profile-store';
import { createKnexQueueStore } from './queue-store';
import { profilesTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

profileStoreSuite('profiles on SQLite', async () => {
  const database = await openDatabase([profilesTables]);
  opened.push(database);
  return {
    store: createKnexProfileStore(database.db),
    lists: createKnexListStore(database.db),
    queue: createKnexQueueStore(database.db),
    transact: database.transact,
  };
});
