import { isNamed } from '../../../our-events';
import type { OfEvent } from '../../event-view';
import type { EventFact, Facts } from '../../facts';
import { clear, expire, isEmpty, noWays, oldest, passAll, passLatest, startAnew, type Ways } from './ways';

export interface Wanted {
  readonly name: string;
  readonly matches: OfEvent<boolean>;
}

/** A step that must happen, and what must not happen after it: before the next, or before the window ends. */
export interface Stage extends Wanted {
  readonly forbids: readonly Wanted[];
}

/** How far somebody has come. */
export interface Progress {
  /** Whether all has happened in order; what happened once stays so. */
  readonly done: boolean;
  /** Stages done by the way that came farthest. */
  readonly reached: number;
  /** When the first way that only waits for its window to end is done; Infinity for none. */
  readonly waitsUntil: number;
}

/** The end of the events that happened in the same moment: none of them is before or after another. */
const endOfMoment = (events: readonly EventFact[], from: number): number => {
  let end = from + 1;
  while (end < events.length && events[end]?.at === events[from]?.at) end += 1;
  return end;
};

/**
 * Walks once through events that are ascending in time. Of the ways that came to a stage only the one that started
 * last matters, since it has most time left; but where the end of the window is waited for, one that started earlier
 * is done sooner, and all that are still inside the window are kept.
 */
export const walk = (
  events: readonly EventFact[],
  facts: Facts,
  now: number,
  stages: readonly Stage[],
  length: number,
): Progress => {
  const waits = (stages.at(-1)?.forbids.length ?? 0) > 0;
  const pass = waits ? passAll : passLatest;
  const ways: Ways[] = stages.map(noWays);
  const arrived = ways.at(-1) ?? noWays();
  const allDone: Progress = { done: true, reached: stages.length, waitsUntil: Infinity };
  let reached = 0;

  for (let from = 0; from < events.length; ) {
    const end = endOfMoment(events, from);
    const at = (events[from] as EventFact).at;
    const happens = ({ name, matches }: Wanted): boolean => {
      for (let index = from; index < end; index += 1) {
        const event = events[index] as EventFact;
        if (isNamed(event.name, name) && matches(event, facts)) return true;
      }
      return false;
    };
    // The window of a way that waited has ended, and the moment of its end is outside of it.
    if (waits && oldest(arrived) + length <= at) return allDone;
    // From the last stage to the first: who comes to a stage in this moment goes on in a later one.
    for (let index = stages.length - 1; index >= 0; index -= 1) {
      const stage = stages[index] as Stage;
      const here = ways[index] as Ways;
      // Who comes here in this very moment is not stopped by what else happens in it.
      if (stage.forbids.some(happens)) clear(here);
      if (!happens(stage)) continue;
      const before = ways[index - 1];
      if (before) {
        expire(before, at, length);
        if (isEmpty(before)) continue;
        pass(before, here);
      } else if (waits) {
        here.starts.push(at);
      } else {
        startAnew(here, at);
      }
      reached = Math.max(reached, index + 1);
    }
    if (!waits && !isEmpty(arrived)) return allDone;
    from = end;
  }
  const waitsUntil = waits ? oldest(arrived) + length : Infinity;
  return waitsUntil <= now ? allDone : { done: false, reached, waitsUntil };
};
