import { createMemoryEventStore } from './event-store.memory';
import { eventStoreSuite } from './event-store.suite';
import { createMemoryQuarantineStore } from './quarantine-store.memory';

eventStoreSuite('events in memory', async () => ({
  events: createMemoryEventStore(),
  quarantine: createMemoryQuarantineStore(),
  transact: (work) => work({ brand: 'attune.tx' }),
}));
