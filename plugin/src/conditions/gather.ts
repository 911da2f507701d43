import type { EventsOf } from './condition';
import { compileMatch } from './event-view';
import type { EventFact, Facts } from './facts';
import { firstAfter, historyReader } from './history';
import type { KindTools } from './kind';
import { compileWindow, type Stretch } from './window';

/** The events a condition is about, at a moment. */
export interface Gathered {
  /** Inside the window, ascending. */
  readonly events: readonly EventFact[];
  readonly stretch: Stretch;
  /** When the next one is no longer in the future; Infinity when none is known. */
  readonly next: number;
}

export interface Gather {
  events(facts: Facts, now: number): readonly EventFact[];
  all(facts: Facts, now: number): Gathered;
}

/** Finds the events of a name that pass a filter, inside a window. */
export const compileGather = ({ name, where, within }: EventsOf, tools: KindTools): Gather => {
  const history = historyReader(name);
  const stretchAt = compileWindow(within, tools);
  const matches = compileMatch(where, tools);

  const inside = (list: readonly EventFact[], facts: Facts, after: number, end: number) => {
    const some = list.slice(firstAfter(list, after), end);
    return matches ? some.filter((event) => matches(event, facts)) : some;
  };

  const nextToCome = (list: readonly EventFact[], facts: Facts, end: number): number => {
    for (let index = end; index < list.length; index += 1) {
      const event = list[index] as EventFact;
      if (!matches || matches(event, facts)) return event.at;
    }
    return Infinity;
  };

  return {
    events(facts, now) {
      tools.patterns.begin();
      const list = history(facts);
      return inside(list, facts, stretchAt(facts, now).after, firstAfter(list, now));
    },
    all(facts, now) {
      tools.patterns.begin();
      const list = history(facts);
      const stretch = stretchAt(facts, now);
      const end = firstAfter(list, now);
      return {
        events: inside(list, facts, stretch.after, end),
        stretch,
        next: nextToCome(list, facts, end),
      };
    },
  };
};
