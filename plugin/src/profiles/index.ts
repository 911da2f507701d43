export { profilesEndpoints } from './endpoints';
export { IDENTITY_KINDS, normaliseEmail, type Identity, type IdentityKind } from './identity';
export { mergeTraits, nameOf, TRAITS_LIMIT } from './traits';
