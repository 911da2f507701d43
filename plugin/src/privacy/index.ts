export {
  allows,
  effectiveConsent,
  newestConsent,
  NO_SIGNALS,
  signalsOf,
  STRICT_POLICY,
  type ConsentPolicy,
  type PrivacySignals,
} from './consent';
export { privacyEndpoints } from './endpoints';
export { PURPOSES, type Consent, type ConsentDecision, type Purpose } from './purpose';
export { consentSchema, decisionsSchema, purposeSchema } from './schema';
