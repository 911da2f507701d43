import { afterAll, describe, expect, it } from 'vitest';

import { cartStoreSuite } from '../../server/src/carts/cart-store.suite';
import { createKnexCarts } from '../../server/src/carts/strapi/cart-store';
import { cartsTables } from '../../server/src/carts/strapi/tables';
import { eventStoreSuite } from '../../server/src/events/event-store.suite';
import { createKnexEventStore } from '../../server/src/events/strapi/event-store';
import { createKnexQuarantineStore } from '../../server/src/events/strapi/quarantine-store';
import { eventsTables } from '../../server/src/events/strapi/tables';
import { openDatabase, type TestDatabase } from '../support/database';
import { startPostgres, type RunningPostgres } from '../support/postgres';

const started = await startPostgres();

if ('skipped' in started) {
  describe.skip(`events on PostgreSQL: ${started.skipped}`, () => {
    it('is skipped', () => {});
  });
} else {
  onPostgres(started);
}

function onPostgres(postgres: RunningPostgres): void {
  const opened: TestDatabase[] = [];
  afterAll(async () => {
    for (const database of opened) await database.stop();
    await postgres.stop();
  });

  const open = async () => {
    const url = await postgres.createDatabase(`events_${opened.length + 1}`);
    const database = await openDatabase([eventsTables, cartsTables], url);
    opened.push(database);
    return database;
  };

  cartStoreSuite('carts on PostgreSQL', async () => {
    const { db, transact } = await open();
    return { store: createKnexCarts(db), transact };
  });
  eventStoreSuite('events on PostgreSQL', async () => {
    const database = await open();
    return {
      events: createKnexEventStore(database.db),
      quarantine: createKnexQuarantineStore(database.db),
      transact: database.transact,
    };
  });

  it('looks through the events before many are new, so that an index alone can answer', async () => {
    const database = await openDatabase([eventsTables], await postgres.createDatabase('events_tidied'));
    opened.push(database);
    const { rows } = await database.db.raw<{ rows: readonly { name: string; value: number }[] }>(
      `select option_name as name, option_value::float8 as value
       from pg_class, pg_options_to_table(reloptions) where oid = 'attune_events'::regclass`,
    );
    const parts = new Map(rows.map(({ name, value }) => [name, value]));
    expect(parts.get('autovacuum_vacuum_insert_scale_factor')).toBeLessThanOrEqual(0.05);
    expect(parts.get('autovacuum_vacuum_scale_factor')).toBeLessThanOrEqual(0.05);
  });
}
