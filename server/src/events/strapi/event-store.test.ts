import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { eventStoreSuite } from '../event-store.suite';
import { createKnexEventStore } from './event-store';
import { createKnexQuarantineStore } from './quarantine-store';
import { eventsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

eventStoreSuite('events on SQLite', async () => {
  const database = await openDatabase([eventsTables]);
  opened.push(database);
  return {
    events: createKnexEventStore(database.db),
    quarantine: createKnexQuarantineStore(database.db),
    transact: database.transact,
  };
});
