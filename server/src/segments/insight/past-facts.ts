import { isOurs, type EventFact, type Facts } from '../../../../plugin/src';
import type { PersonFacts } from '../person';

type Events = Facts['events'];

/** How many of these, ascending by time, had happened at a moment. */
const countUpTo = (events: readonly EventFact[], at: number): number => {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as EventFact).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A history as it stood at any moment. What did not change since the last question is not made again. */
export const historyThen = (events: Events): ((at: number) => Events) => {
  const lists = Object.entries(events);
  let counts: readonly number[] = [];
  let known: Events = {};
  return (at) => {
    const now = lists.map(([, list]) => countUpTo(list, at));
    if (now.length === counts.length && now.every((count, index) => count === counts[index])) return known;
    counts = now;
    known = Object.fromEntries(
      lists.flatMap(([name, list], index) => {
        const count = now[index] ?? 0;
        return count === 0 ? [] : [[name, count === list.length ? list : list.slice(0, count)]];
      }),
    );
    return known;
  };
};

/** When somebody was first and last seen, by the events of a history. */
const spanOf = (events: Events) => {
  const lists = Object.entries(events).flatMap(([name, list]) => (isOurs(name) ? [] : [list]));
  const firsts = lists.flatMap((list) => list[0]?.at ?? []);
  const lasts = lists.flatMap((list) => list.at(-1)?.at ?? []);
  return {
    firstSeenAt: firsts.length > 0 ? Math.min(...firsts) : null,
    lastSeenAt: lasts.length > 0 ? Math.max(...lasts) : null,
  };
};

/**
 * What was known of somebody at any moment, as far as it is kept: events have their times, while traits, tags and lists
 * are those of today.
 */
export const factsThen = (person: PersonFacts): ((at: number) => PersonFacts) => {
  const then = historyThen(person.events);
  return (at) => {
    const events = then(at);
    return { ...person, events, profile: { ...person.profile, ...spanOf(events) } };
  };
};
