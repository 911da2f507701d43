import type { EventFact } from '../conditions';

/** Events by name, each list ascending by `at`. */
export type History = Readonly<Record<string, readonly EventFact[]>>;

const NONE: readonly EventFact[] = [];

/** The events of one name; a name such as "constructor" finds what every object has, and is not taken for a list. */
export const eventsNamed = (events: History, name: string): readonly EventFact[] => {
  const list = events[name];
  return Array.isArray(list) ? list : NONE;
};
