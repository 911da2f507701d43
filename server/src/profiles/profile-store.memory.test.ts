import { createMemoryProfiles } from './profile-store.memory';
import { profileStoreSuite } from './profile-store.suite';

profileStoreSuite('profiles in memory', async () => createMemoryProfiles());
