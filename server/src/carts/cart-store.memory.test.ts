import type { Tx } from '../ports';
import { createMemoryCarts } from './cart-store.memory';
import { cartStoreSuite } from './cart-store.suite';

cartStoreSuite('carts in memory', async () => ({
  store: createMemoryCarts(),
  transact: (work) => work({} as Tx),
}));
