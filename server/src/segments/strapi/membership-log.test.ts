import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { membershipLogSuite } from '../insight/membership-log.suite';
import { createKnexMembershipLog } from './membership-log';
import { createKnexSegmentStore } from './segment-store';
import { segmentsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

membershipLogSuite('the membership log on SQLite', async () => {
  const database = await openDatabase([segmentsTables]);
  opened.push(database);
  let made = 0;
  const newId = () => String((made += 1)).padStart(6, '0');
  return {
    store: createKnexSegmentStore(database.db, newId),
    transact: database.transact,
    log: createKnexMembershipLog(database.db),
  };
});
