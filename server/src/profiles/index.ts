export {
  calledOf,
  isSomebody,
  NEVER,
  newProfile,
  type KnownIdentity,
  type Merge,
  type Profile,
  type Reference,
} from './profile';
export type {
  Due,
  DueTurn,
  ListStore,
  LockedProfile,
  Page,
  ProfilePatch,
  ProfileStore,
  QueueStore,
} from './profile-store';
export {
  EVERYTHING,
  eventsCame,
  HISTORY,
  joinCauses,
  listChanged,
  ONLY_TIME,
  readCauses,
  segmentAnew,
  UNTOLD,
  type Causes,
  type CauseText,
} from './cause';
export { createProfiles, type KnownPerson, type Profiles } from './profiles';
export type { Sighting } from './sightings';
export type { MergeHook } from './resolve';
export { createTimeline, type TimelineEntry, type TimelineSource } from './timeline';
export type { TagStore } from './tag-store';
export { createTags, type Tags } from './tags';
