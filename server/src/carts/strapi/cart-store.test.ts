import { afterAll } from 'vitest';

import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { cartStoreSuite } from '../cart-store.suite';
import { createKnexCarts } from './cart-store';
import { cartsTables } from './tables';

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.stop();
});

cartStoreSuite('carts on SQLite', async () => {
  const database = await openDatabase([cartsTables]);
  opened.push(database);
  return { store: createKnexCarts(database.db), transact: database.transact };
});
