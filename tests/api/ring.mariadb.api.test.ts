import { afterAll, describe, it } from 'vitest';

import { cartStoreSuite } from '../../server/src/carts/cart-store.suite';
import { createKnexCarts } from '../../server/src/carts/strapi/cart-store';
import { cartsTables } from '../../server/src/carts/strapi/tables';
import { eventStoreSuite } from '../../server/src/events/event-store.suite';
import { createKnexEventStore } from '../../server/src/events/strapi/event-store';
import { createKnexQuarantineStore } from '../../server/src/events/strapi/quarantine-store';
import { eventsTables } from '../../server/src/events/strapi/tables';
import { profileStoreSuite } from '../../server/src/profiles/profile-store.suite';
import { createKnexListStore } from '../../server/src/profiles/strapi/list-store';
import { createKnexProfileStore } from '../../server/src/profiles/strapi/profile-store';
import { createKnexQueueStore } from '../../server/src/profiles/strapi/queue-store';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import { openDatabase, type TestDatabase } from '../support/database';
import { startMariadb, type RunningMariadb } from '../support/mariadb';

const started = await startMariadb();

if ('skipped' in started) {
  describe.skip(`the ring on MariaDB: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onMariadb(started);
}

function onMariadb(mariadb: RunningMariadb): void {
  const opened: TestDatabase[] = [];
  const open = async () => {
    const url = await mariadb.createDatabase(`ring_${opened.length + 1}`);
    const database = await openDatabase([profilesTables, eventsTables, cartsTables], url);
    opened.push(database);
    return database;
  };
  afterAll(async () => {
    for (const database of opened) await database.stop();
    await mariadb.stop();
  });

  profileStoreSuite('profiles and their queue on MariaDB', async () => {
    const { db, transact } = await open();
    return {
      store: createKnexProfileStore(db),
      lists: createKnexListStore(db),
      queue: createKnexQueueStore(db),
      transact,
    };
  });
  cartStoreSuite('carts on MariaDB', async () => {
    const { db, transact } = await open();
    return { store: createKnexCarts(db), transact };
  });
  eventStoreSuite('events on MariaDB', async () => {
    const { db, transact } = await open();
    return {
      events: createKnexEventStore(db),
      quarantine: createKnexQuarantineStore(db),
      transact,
    };
  });
}
