export { createAllowance } from './allowance';
export { createConsents, type Consents, type Given } from './consents';
export { createErasures, type Erasures, type Gone } from './erasures';
export { createAudit, type Audit } from './audit';
export {
  createPrivacy,
  type Erased,
  type ExportedTables,
  type HashedPerson,
  type PeopleTables,
  type Privacy,
} from './privacy';
export type {
  AuditEntry,
  AuditStore,
  ConsentStore,
  ErasureStore,
  RecordedConsent,
  Suppression,
  SuppressionStore,
} from './privacy-store';
export { createRetention, type AgingTable, type Swept } from './retention';
export { speakerOf, type ReadVisitor, type Spoken } from './speaker';
export { createSuppressions, type Contact, type Suppressions } from './suppressions';
