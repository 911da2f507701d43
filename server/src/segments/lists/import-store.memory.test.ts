import type { Tx } from '../../ports';
import { createMemoryImports } from './import-store.memory';
import { importStoreSuite } from './import-store.suite';

importStoreSuite('imports in memory', async () => ({
  store: createMemoryImports(),
  transact: (work) => work({} as Tx),
}));
