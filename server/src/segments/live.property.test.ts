import { createMemoryLiveStores } from '../../../tests/support/live-stores';
import { liveSuite } from '../../../tests/support/live.suite';

liveSuite('live membership', async () => createMemoryLiveStores(), 150);
