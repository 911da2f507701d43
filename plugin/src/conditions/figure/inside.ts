import type { Json } from '../../json';
import type { EventFact, Facts } from '../facts';
import type { Stretch } from '../window';
import type { Tally } from './tally';

/** What is inside a window, seen from the newest on. */
export interface Inside {
  readonly size: number;
  /** When the nth newest happened. */
  at(nth: number): number;
  /** The figure of the n newest. */
  figure(n: number): Json;
}

/** Sums up events that are in order of time, so that every number of the newest has its figure. */
export const sumUp = (events: readonly EventFact[], tally: Tally, facts: Facts): Inside => {
  const figures: Json[] = [tally.value()];
  for (let index = events.length - 1; index >= 0; index -= 1) {
    tally.add(events[index] as EventFact, facts);
    figures.push(tally.value());
  }
  return {
    size: events.length,
    at: (nth) => (events[events.length - 1 - nth] as EventFact).at,
    figure: (n) => figures[n] as Json,
  };
};

/** The figure alone. */
export const figureOf = (events: readonly EventFact[], tally: Tally, facts: Facts): Json => {
  for (let index = events.length - 1; index >= 0; index -= 1) tally.add(events[index] as EventFact, facts);
  return tally.value();
};

/** How many are left, and from when on, as the oldest fall out: those of one moment together. */
export const firstTurn = (
  { size, at }: Pick<Inside, 'size' | 'at'>,
  { leaves }: Stretch,
  hasTurned: (left: number) => boolean,
): number => {
  for (let left = size - 1; left >= 0; left -= 1) {
    const moment = leaves(at(left));
    if (moment === Infinity) return Infinity;
    const fallsWithTheNext = left > 0 && leaves(at(left - 1)) === moment;
    if (!fallsWithTheNext && hasTurned(left)) return moment;
  }
  return Infinity;
};
