export { createAbilities } from './abilities';
export { rememberPublicRights, RIGHTS, type Rights } from './public-rights';
export { createShortWay, type ShortWay } from './short-way';
