import { parseDuration } from '../../../duration';
import type { Json } from '../../../json';
import type { EventsOf } from '../../condition';
import type { EventFact } from '../../facts';
import { firstTurn } from '../../figure/inside';
import { firstAfter, historyReader } from '../../history';
import type { CompiledLeaf, KindTools } from '../../kind';
import { compileWindow } from '../../window';

/** Where what has happened by `now` ends: mostly the last of all has. */
const endOf = (events: readonly EventFact[], now: number): number => {
  const { length } = events;
  return length === 0 || (events[length - 1] as EventFact).at <= now ? length : firstAfter(events, now);
};

/** The n of a plain "at least n times", n being 1 or more. */
const leastOf = (wanted: Json): number | undefined => {
  if (typeof wanted !== 'object' || wanted === null) return undefined;
  const [[operator, least] = [], ...others] = Object.entries(wanted);
  return operator === '$gte' && others.length === 0 && Number.isInteger(least) && (least as number) > 0
    ? (least as number)
    : undefined;
};

/**
 * "At least n times in so long", which most conditions ask: whether the nth newest is inside, and until it falls out.
 * Nothing is searched and nothing made.
 */
const countAtLeast = (name: string, length: number, least: number): CompiledLeaf => {
  const history = historyReader(name);
  return {
    test(facts, now) {
      const events = history(facts);
      const nth = endOf(events, now) - least;
      return nth >= 0 && (events[nth] as EventFact).at > now - length;
    },
    find(facts, now, found) {
      const events = history(facts);
      const end = endOf(events, now);
      const nth = end - least;
      const at = nth >= 0 ? (events[nth] as EventFact).at : -Infinity;
      const value = at > now - length;
      const next = end < events.length ? (events[end] as EventFact).at : Infinity;
      found.until = value && at + length < next ? at + length : next;
      if (found.explain) found.actual = end - firstAfter(events, now - length);
      return value;
    },
  };
};

/** Where everything counts as one, nothing need be looked at: two searches tell how many there are. */
const countAny = (
  { name, within }: EventsOf,
  holds: (value: Json) => boolean,
  tools: KindTools,
): CompiledLeaf => {
  const history = historyReader(name);
  const stretchAt = compileWindow(within, tools);
  return {
    test(facts, now) {
      const events = history(facts);
      const from = firstAfter(events, stretchAt(facts, now).after);
      return holds(Math.max(0, endOf(events, now) - from));
    },
    find(facts, now, found) {
      const events = history(facts);
      const stretch = stretchAt(facts, now);
      const end = endOf(events, now);
      const size = Math.max(0, end - firstAfter(events, stretch.after));
      const value = holds(size);
      const at = (nth: number): number => (events[end - 1 - nth] as EventFact).at;
      const turn = firstTurn({ size, at }, stretch, (left) => holds(left) !== value);
      found.until = Math.min(turn, events[end]?.at ?? Infinity);
      found.actual = size;
      return value;
    },
  };
};

/** The n of "at least n times" and how long ago each may be, in milliseconds; undefined for any other question. */
export const atLeastOf = (
  within: string | undefined,
  wanted: Json,
): { readonly least: number; readonly length: number } | undefined => {
  const least = leastOf(wanted);
  const length = within === undefined ? Infinity : parseDuration(within);
  return least === undefined || length === undefined ? undefined : { least, length };
};

/** How often an event happened, whatever its properties are. */
export const countEvents = (
  options: EventsOf,
  wanted: Json,
  holds: (value: Json) => boolean,
  tools: KindTools,
): CompiledLeaf => {
  const asked = atLeastOf(options.within, wanted);
  return asked ? countAtLeast(options.name, asked.length, asked.least) : countAny(options, holds, tools);
};
