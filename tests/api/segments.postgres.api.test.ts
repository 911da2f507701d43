import { v7 } from 'uuid';
import { afterAll, describe, it } from 'vitest';

import { eventsTables } from '../../server/src/events/strapi/tables';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { segmentStoreSuite } from '../../server/src/segments/segment-store.suite';
import { peopleSuite } from '../../server/src/segments/strapi/people.suite';
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
}
