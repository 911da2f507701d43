import type { ShownEvent } from '../../../plugin/src/events/schema';

/** As many as a person looks back at; older ones are found on the person's timeline. */
const MOST_KEPT = 200;

/** Puts newly come events on top of those that are shown, each once. */
export const withNewer = (
  shown: readonly ShownEvent[],
  come: readonly ShownEvent[],
): readonly ShownEvent[] => {
  const newest = shown[0]?.seq ?? -1;
  const fresh = come.filter(({ seq }) => seq > newest);
  return fresh.length === 0 ? shown : [...fresh, ...shown].slice(0, MOST_KEPT);
};
