import { v7 } from 'uuid';
import { afterAll, describe, expect, it } from 'vitest';

import { eventsTables } from '../../server/src/events/strapi/tables';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { insightStoresSuite } from '../../server/src/segments/insight/insight-stores.suite';
import { membershipLogSuite } from '../../server/src/segments/insight/membership-log.suite';
import { importStoreSuite } from '../../server/src/segments/lists/import-store.suite';
import { populationStoreSuite } from '../../server/src/segments/populations/population-store.suite';
import { segmentStoreSuite } from '../../server/src/segments/segment-store.suite';
import { createKnexImports } from '../../server/src/segments/strapi/import-store';
import { createKnexSizes, createKnexUses } from '../../server/src/segments/strapi/insight-stores';
import { candidatesSuite } from '../truth-tables/candidates.suite';
import { membershipCountsSuite } from '../../server/src/segments/strapi/membership-counts.suite';
import { createKnexMembershipLog } from '../../server/src/segments/strapi/membership-log';
import { createKnexLiveStores } from '../support/live-stores';
import { liveSuite } from '../support/live.suite';
import { peopleSuite } from '../../server/src/segments/strapi/people.suite';
import { createKnexPopulations } from '../../server/src/segments/strapi/population-store';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { segmentsTables } from '../../server/src/segments/strapi/tables';
import { knexOf } from '../../server/src/strapi/database';
import { insertRowsSuite } from '../../server/src/strapi/insert-rows.suite';
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
  insertRowsSuite('rows as one value on PostgreSQL', open);
  candidatesSuite('whom an index names on PostgreSQL', open);
  let live: Promise<TestDatabase> | undefined;
  liveSuite(
    'live membership on PostgreSQL',
    async () => {
      const { db, transact } = await (live ??= open());
      return createKnexLiveStores(db, transact);
    },
    10,
  );
  membershipCountsSuite('counters of members on PostgreSQL', open);
  it('counts what a recount would when connections are cut in the middle', async () => {
    const { db, transact } = await open();
    const store = createKnexSegmentStore(db, () => v7());
    const turns = Array.from({ length: 200 }, (_, n) =>
      transact(async (tx) => {
        const members = [0, 1, 2].map((of) => ({
          segmentId: `s${of}`,
          profileId: `p${n}`,
          enteredAt: 1,
          parts: '',
        }));
        await store.enter(tx, members);
        if (n % 2 === 0) await store.leave(tx, 's1', [`p${n}`]);
        if (n % 20 === 7) await knexOf(tx).raw('select pg_terminate_backend(pg_backend_pid())');
      }),
    );
    const cut = (await Promise.allSettled(turns)).filter(({ status }) => status === 'rejected');
    expect(cut.length).toBeGreaterThanOrEqual(10);
    const kept = await Promise.all(
      ['s0', 's1', 's2'].map(async (id) => [
        id,
        (await store.memberIds(null, id, { after: '', upTo: null })).length,
      ]),
    );
    expect(Object.fromEntries(await store.sizes())).toEqual(Object.fromEntries(kept));
    expect(kept[0]?.[1]).toBe(200 - cut.length);
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
