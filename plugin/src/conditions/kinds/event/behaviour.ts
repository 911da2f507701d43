import type { EventCondition } from '../../condition';
import type { EventFact } from '../../facts';
import { compileFilter, compileValueTest } from '../../filter';
import { firstAfter, historyReader } from '../../history';
import type { ConditionBehaviour } from '../../kind';
import { compileWindow, type Stretch } from '../../window';
import { weightOf } from './amount';

const AT_LEAST_ONCE = { $gte: 1 };

/** The first moment at which one of these events is no longer in the future. */
const nextToCome = (
  events: readonly EventFact[],
  from: number,
  counts: (event: EventFact) => boolean,
): number => {
  for (let index = from; index < events.length; index += 1) {
    const event = events[index] as EventFact;
    if (counts(event)) return event.at;
  }
  return Infinity;
};

/** What is inside a window, seen from the newest on. */
interface Inside {
  readonly size: number;
  at(nth: number): number;
  /** What the n newest come to; added from the newest on, so that a later judgement adds in the same order. */
  amount(n: number): number;
}

/** When the truth turns as the oldest fall out one after the other. */
const firstTurn = (
  { size, at, amount }: Inside,
  value: boolean,
  holds: (amount: number) => boolean,
  { leaves }: Stretch,
): number => {
  for (let left = size - 1; left >= 0; left -= 1) {
    const moment = leaves(at(left));
    if (moment === Infinity) return Infinity;
    const fallsWithTheNext = left > 0 && leaves(at(left - 1)) === moment;
    if (!fallsWithTheNext && holds(amount(left)) !== value) return moment;
  }
  return Infinity;
};

export const eventBehaviour: ConditionBehaviour<EventCondition> = {
  kind: 'event',
  compile({ name, where, count, sum, value: wanted, within }, tools) {
    const history = historyReader(name);
    const stretchAt = compileWindow(within, tools);
    const passes = where && compileFilter(where);
    const counts = ({ properties }: EventFact): boolean => !passes || passes(properties);
    const weight = weightOf(sum);
    const holds = compileValueTest(sum === undefined ? (count ?? AT_LEAST_ONCE) : (wanted ?? null));

    const everyEventIsOne = !passes && sum === undefined;

    /** Where everything counts as one, nothing need be looked at. */
    const counted = (events: readonly EventFact[], from: number, end: number): Inside => ({
      size: Math.max(0, end - from),
      at: (nth) => (events[end - 1 - nth] as EventFact).at,
      amount: (n) => n,
    });

    const added = (events: readonly EventFact[], from: number, end: number): Inside => {
      const inside: EventFact[] = [];
      const amounts = [0];
      for (let index = end - 1; index >= from; index -= 1) {
        const event = events[index] as EventFact;
        if (!counts(event)) continue;
        amounts.push((amounts[inside.length] as number) + weight(event));
        inside.push(event);
      }
      return {
        size: inside.length,
        at: (nth) => (inside[nth] as EventFact).at,
        amount: (n) => amounts[n] as number,
      };
    };

    const insideOf = everyEventIsOne ? counted : added;

    return {
      test(facts, now) {
        const events = history(facts);
        const from = firstAfter(events, stretchAt(facts, now).after);
        const end = firstAfter(events, now);
        if (everyEventIsOne) return holds(Math.max(0, end - from));
        let amount = 0;
        for (let index = end - 1; index >= from; index -= 1) {
          const event = events[index] as EventFact;
          if (counts(event)) amount += weight(event);
        }
        return holds(amount);
      },
      find(facts, now, found) {
        const events = history(facts);
        const stretch = stretchAt(facts, now);
        const end = firstAfter(events, now);
        const inside = insideOf(events, firstAfter(events, stretch.after), end);
        const actual = inside.amount(inside.size);
        const value = holds(actual);
        const turn = firstTurn(inside, value, holds, stretch);
        found.until = Math.min(turn, nextToCome(events, end, counts));
        found.actual = actual;
        return value;
      },
    };
  },
  needs: ({ name }) => ({ events: [name] }),
};
