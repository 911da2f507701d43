export {
  isSomebody,
  NEVER,
  newProfile,
  type KnownIdentity,
  type Merge,
  type Profile,
  type Reference,
} from './profile';
export {
  MOST_LISTED,
  type Due,
  type DueTurn,
  type ListStore,
  type Page,
  type ProfilePatch,
  type ProfileStore,
  type QueueStore,
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
export { createProfiles, type KnownPerson, type Profiles, type Sighting } from './profiles';
export type { MergeHook } from './resolve';
export { createTimeline, type TimelineEntry, type TimelineSource } from './timeline';
export type { TagStore } from './tag-store';
export { createTags, type Tags } from './tags';
