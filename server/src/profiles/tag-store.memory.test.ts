import type { Tx } from '../ports';
import { createMemoryTags } from './tag-store.memory';
import { tagStoreSuite } from './tag-store.suite';

tagStoreSuite('tags in memory', async () => ({
  store: createMemoryTags(),
  transact: (work) => work({} as Tx),
}));
