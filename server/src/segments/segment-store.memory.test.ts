import { createMemorySegments } from './segment-store.memory';
import { segmentStoreSuite } from './segment-store.suite';

segmentStoreSuite('segments in memory', async () => createMemorySegments());
