import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createKnexLiveStores, liveTables } from '../../../../tests/support/live-stores';
import { liveSuite } from '../../../../tests/support/live.suite';

let database: TestDatabase | undefined;
afterAll(() => database?.stop());

liveSuite(
  'live membership on SQLite',
  async () => {
    database ??= await openDatabase(liveTables);
    return createKnexLiveStores(database.db, database.transact);
  },
  20,
);
