export {
  allows,
  effectiveConsent,
  heardFrom,
  newestConsent,
  NO_SIGNALS,
  signalsOf,
  STRICT_POLICY,
  type Answers,
  type ConsentPolicy,
  type PrivacySignals,
} from './consent';
export { privacyEndpoints } from './endpoints';
export { PURPOSES, type Consent, type ConsentDecision, type Purpose } from './purpose';
export { consentSchema, decisionsSchema, purposeSchema } from './schema';
