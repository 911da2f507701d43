import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';

/** For a role that may not read segments: everything can still be typed. */
export const noWords: Vocabulary = {
  events: [],
  traits: [],
  people: 0,
  context: [],
  segments: [],
  lists: [],
  groups: [],
  kinds: [],
  operators: [],
  durations: [],
};
