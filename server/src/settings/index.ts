export { createEnvironment, type Environment } from './environment';
export { createKeys, type ConfiguredKey, type Keys, type WriteKey } from './keys';
export { type SettingsStore, type StoredKey } from './settings-store';
export { createScoringSettings, type ScoringSettings } from './scoring';
export { createSensitive, type Sensitive } from './sensitive';
