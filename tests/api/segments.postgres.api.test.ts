import { v7 } from 'uuid';
import { afterAll, describe, it } from 'vitest';

import { eventsTables } from '../../server/src/events/strapi/tables';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { insightStoresSuite } from '../../server/src/segments/insight/insight-stores.suite';
import { membershipLogSuite } from '../../server/src/segments/insight/membership-log.suite';
import { importStoreSuite } from '../../server/src/segments/lists/import-store.suite';
import { populationStoreSuite } from '../../server/src/segments/populations/population-store.suite';
import { segmentStoreSuite } from '../../server/src/segments/segment-store.suite';
import { createKnexImports } from '../../server/src/segments/strapi/import-store';
import { createKnexSizes, createKnexUses } from '../../server/src/segments/strapi/insight-stores';
import { createKnexMembershipLog } from '../../server/src/segments/strapi/membership-log';
import { peopleSuite } from '../../server/src/segments/strapi/people.suite';
import { createKnexPopulations } from '../../server/src/segments/strapi/population-store';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { segmentsTables } from '../../server/src/segments/strapi/tables';
import { openDatabase, type TestDatabase } from '../support/database';
import { startPostgres, type RunningPostgres } from '../support/postgres';

const started = await startPostgres();

if ('skipped' in started) {
  describe.skip(`segments on PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  const opened: TestDatabase[] = [];
  let databases = 0;
  const open = async () => {
    const url = await postgres.createDatabase(`segments_${(databases += 1)}`);
    const database = await openDatabase([profilesTables, eventsTables, segmentsTables], url);
    opened.push(database);
    return database;
  };
  afterAll(async () => {
    for (const database of opened) await database.stop();
    await postgres.stop();
  });

  segmentStoreSuite('segments on PostgreSQL', async () => {
    const { db, transact } = await open();
    return { store: createKnexSegmentStore(db, () => v7()), transact };
  });
  peopleSuite('people on PostgreSQL', open);
  insightStoresSuite('sizes and uses on PostgreSQL', async () => {
    const { db } = await open();
    return { sizes: createKnexSizes(db), uses: createKnexUses(db) };
  });
  membershipLogSuite('the membership log on PostgreSQL', async () => {
    const { db, transact } = await open();
    let made = 0;
    const newId = () => String((made += 1)).padStart(6, '0');
    return { store: createKnexSegmentStore(db, newId), transact, log: createKnexMembershipLog(db) };
  });
  populationStoreSuite('populations on PostgreSQL', async () => createKnexPopulations((await open()).db));
  importStoreSuite('imports on PostgreSQL', async () => {
    const { db, transact } = await open();
    return { store: createKnexImports(db), transact };
  });
}
