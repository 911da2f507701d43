import { v7 } from 'uuid';
import { afterAll, describe, it } from 'vitest';

import { segmentStoreSuite } from '../../server/src/segments/segment-store.suite';
import { candidatesSuite } from '../truth-tables/candidates.suite';
import { membershipCountsSuite } from '../../server/src/segments/strapi/membership-counts.suite';
import { peopleSuite } from '../../server/src/segments/strapi/people.suite';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { insertRowsSuite } from '../../server/src/strapi/insert-rows.suite';
import { openDatabase, type TestDatabase } from '../support/database';
import { startMariadb, type RunningMariadb } from '../support/mariadb';
import { BULK_ROWS } from '../truth-tables/bulk-rows';
import { bulkTruthSuite, truthTables } from '../truth-tables/bulk.suite';
import { CONDITION_TABLE } from '../truth-tables/condition-table';

const started = await startMariadb();

if ('skipped' in started) {
  describe.skip(`segments on MariaDB: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onMariadb(started);
}

function onMariadb(mariadb: RunningMariadb): void {
  const opened: TestDatabase[] = [];
  let databases = 0;
  const open = async () => {
    const url = await mariadb.createDatabase(`segments_${(databases += 1)}`);
    const database = await openDatabase(truthTables, url);
    opened.push(database);
    return database;
  };
  afterAll(async () => {
    for (const database of opened) await database.stop();
    await mariadb.stop();
  });

  segmentStoreSuite('segments on MariaDB', async () => {
    const { db, transact } = await open();
    return { store: createKnexSegmentStore(db, () => v7()), transact };
  });
  insertRowsSuite('rows as one value on MariaDB', open);
  candidatesSuite('whom an index names on MariaDB', open);
  membershipCountsSuite('counters of members on MariaDB', open);
  peopleSuite('people on MariaDB', open);
  bulkTruthSuite('truth tables through the base on MariaDB', [...CONDITION_TABLE, ...BULK_ROWS], () =>
    open(),
  );
}
