import { isOurs } from '../our-events';
import { byTime, type EventFact, type Facts } from './facts';

const NONE: readonly EventFact[] = [];

/** The events of one name, ascending; `*` puts together whatever they did. */
export const historyReader = (name: string): ((facts: Facts) => readonly EventFact[]) => {
  if (name !== '*') {
    return ({ events }) => {
      const list = events[name];
      // A name such as "constructor" finds what every object has.
      return Array.isArray(list) ? list : NONE;
    };
  }
  return ({ events }) =>
    Object.entries(events)
      .flatMap(([of, list]) => (isOurs(of) ? NONE : list))
      .sort(byTime);
};

/** The index of the first event later than a moment. */
export const firstAfter = (events: readonly EventFact[], moment: number): number => {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle] as EventFact).at > moment) high = middle;
    else low = middle + 1;
  }
  return low;
};
