export { profilesEndpoints } from './endpoints';
export type { PersonScores } from './scores.schema';
export { IDENTITY_KINDS, mailboxOf, normaliseEmail, type Identity, type IdentityKind } from './identity';
export { mergeTraits, nameOf, TRAITS_LIMIT } from './traits';
