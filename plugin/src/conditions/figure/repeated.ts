import type { Json } from '../../json';
import type { EventFact, Facts } from '../facts';
import { firstAfter } from '../history';
import { figureOf } from './inside';
import type { Tally } from './tally';

/** A window cut into stretches of equal length, the newest first. */
export interface Stretches {
  /** Milliseconds. */
  readonly length: number;
  readonly count: number;
}

/** What a look at some events found, as the joining nodes of a condition do. */
export interface Look {
  readonly value: boolean;
  readonly until: number;
  readonly actual: Json;
}

/** How much of the past is summed up anew to see when a stretch turns, for each event in it. */
const LOOKS = 8;
const LEAST_LOOKS = 64;

/** One stretch `(now - (nth + 1) length, now - nth length]`: what it holds, and when that turns. */
const lookAtStretch = (
  events: readonly EventFact[],
  facts: Facts,
  now: number,
  nth: number,
  length: number,
  tally: () => Tally,
  holds: (value: Json) => boolean,
): Look => {
  const newest = nth * length;
  let from = firstAfter(events, now - newest - length);
  let end = firstAfter(events, now - newest);
  const figure = () => figureOf(events.slice(from, end), tally(), facts);
  const actual = figure();
  const value = holds(actual);
  let spare = LEAST_LOOKS + LOOKS * (end - from);
  for (;;) {
    const leaves = from < end ? (events[from] as EventFact).at + newest + length : Infinity;
    // What is still in a newer stretch comes into this one; what is yet to happen is another's affair.
    const comes = nth > 0 && end < events.length ? (events[end] as EventFact).at + newest : Infinity;
    const moment = Math.min(leaves, comes);
    if (moment === Infinity) return { value, until: Infinity, actual };
    end = nth > 0 ? firstAfter(events, moment - newest) : end;
    from = firstAfter(events, moment - newest - length);
    spare -= end - from + 1;
    // Out of breath: the value may not have turned yet, but here is where to look again.
    if (spare < 0 || holds(figure()) !== value) return { value, until: moment, actual };
  }
};

/** Whether every stretch passes; the figures of all, the newest first. */
export const lookAtEach = (
  events: readonly EventFact[],
  facts: Facts,
  now: number,
  { length, count }: Stretches,
  tally: () => Tally,
  holds: (value: Json) => boolean,
): Look => {
  const looks = Array.from({ length: count }, (_, nth) =>
    lookAtStretch(events, facts, now, nth, length, tally, holds),
  );
  const failing = looks.filter(({ value }) => !value).map(({ until }) => until);
  return {
    value: failing.length === 0,
    // It holds until the first stretch fails; failing, until the last that fails may pass.
    until: failing.length === 0 ? Math.min(...looks.map(({ until }) => until)) : Math.max(...failing),
    actual: looks.map(({ actual }) => actual),
  };
};
