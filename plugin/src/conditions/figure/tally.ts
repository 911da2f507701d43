import type { Json } from '../../json';
import type { EventFigure } from '../condition';
import { eventReader, numberIn, sameness } from '../event-view';
import type { EventFact, Facts } from '../facts';

/** Adds up events, from the newest to the oldest: a later judgement then adds the same ones in the same order. */
export interface Tally {
  add(event: EventFact, facts: Facts): void;
  /** Of those added so far; null where nothing can be said of nothing. */
  value(): Json;
}

/** Each way to sum up events by a path. */
const BY_PATH: Readonly<Record<PathFigure, (path: string) => () => Tally>> = {
  sum: (path) => {
    const read = eventReader(path);
    return () => {
      let sum = 0;
      return { add: (event, facts) => void (sum += numberIn(read(event, facts)) ?? 0), value: () => sum };
    };
  },
  average: (path) => {
    const read = eventReader(path);
    return () => {
      let sum = 0;
      let numbers = 0;
      return {
        add(event, facts) {
          const number = numberIn(read(event, facts));
          if (number === null) return;
          sum += number;
          numbers += 1;
        },
        value: () => (numbers === 0 ? null : sum / numbers),
      };
    };
  },
  min: (path) => extreme(path, (number, least) => number < least),
  max: (path) => extreme(path, (number, greatest) => number > greatest),
  distinct: (path) => {
    const read = eventReader(path);
    return () => {
      const values = new Set<string>();
      return {
        add(event, facts) {
          const value = sameness(read(event, facts));
          if (value !== null) values.add(value);
        },
        value: () => values.size,
      };
    };
  },
  first: (path) => {
    const read = eventReader(path);
    return () => {
      let value: Json = null;
      return { add: (event, facts) => void (value = read(event, facts)), value: () => value };
    };
  },
  last: (path) => {
    const read = eventReader(path);
    return () => {
      let value: Json | undefined;
      return {
        add(event, facts) {
          if (value === undefined) value = read(event, facts);
        },
        value: () => value ?? null,
      };
    };
  },
};

const extreme = (path: string, isBetter: (number: number, best: number) => boolean) => {
  const read = eventReader(path);
  return (): Tally => {
    let best: number | null = null;
    return {
      add(event, facts) {
        const number = numberIn(read(event, facts));
        if (number !== null && (best === null || isBetter(number, best))) best = number;
      },
      value: () => best,
    };
  };
};

export type PathFigure = 'sum' | 'average' | 'min' | 'max' | 'distinct' | 'first' | 'last';

export const PATH_FIGURES = Object.keys(BY_PATH) as readonly PathFigure[];

/** The figure that a condition names, and its path; undefined when it counts. */
export const figureNamed = (options: EventFigure): readonly [PathFigure, string] | undefined => {
  for (const figure of PATH_FIGURES) {
    const path = options[figure];
    if (path !== undefined) return [figure, path];
  }
  return undefined;
};

const counting = (): Tally => {
  let count = 0;
  return { add: () => void (count += 1), value: () => count };
};

/** How a figure adds up; undefined where events are merely counted and none need be looked at. */
export const tallyOf = (options: EventFigure): (() => Tally) => {
  const named = figureNamed(options);
  return named ? BY_PATH[named[0]](named[1]) : counting;
};
