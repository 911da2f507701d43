/** So many pages are chosen for in one call. */
export const MOST_DECIDED = 20;

/**
 * Why there is no token for a page: it is no page of the content API's; its reader may not read it, or it is not there;
 * it is a draft; it shows what is known of a proven person; it is about to change; its choices are too many; it is
 * not made of what can be chosen from, or the visitor could not be judged.
 */
export const NO_TOKENS = [
  'not-content',
  'refused',
  'draft',
  'personal',
  'brief',
  'too-long',
  'unavailable',
] as const;

export type NoToken = (typeof NO_TOKENS)[number];
