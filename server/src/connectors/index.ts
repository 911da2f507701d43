export { createConnections, type Connections } from './connections';
export type { Checkpoint } from './checkpoint';
export type { Connection, ConnectionStore, PickedList, Sync, SyncPatch, SyncStore } from './connector-store';
export { createCrmList } from './crm-list';
export { createCrmPeople } from './crm-people';
export { hubspotConnector } from './hubspot/definition';
export { createKinds } from './kinds';
export { waitOf } from './patience';
export { createSyncing } from './syncing';
