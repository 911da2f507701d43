import { createMemorySegments } from '../segment-store.memory';
import { createMemoryLog } from './insight.memory';
import { membershipLogSuite } from './membership-log.suite';

membershipLogSuite('the membership log in memory', async () => {
  const { store, transact, state } = createMemorySegments();
  return { store, transact, log: createMemoryLog(state) };
});
