import type { Json } from '../../../json';
import { percentileOf, zScoreOf, type Population } from '../../../scores';
import type { ScoreCondition } from '../../condition';
import type { Facts } from '../../facts';
import { marksOf } from '../../figure/marks';
import { compileFigureTest } from '../../figure/test';
import { populationKey, type PopulationFigure } from '../../population-figure';

/** How a value is looked at: as it is, or by its place among all people. Never falls as the value rises. */
export interface Lens {
  look(value: number | null, facts: Facts): number | null;
  readonly holds: (seen: number | null) => boolean;
  /** The numbers that what is seen is compared with. */
  readonly marks: readonly number[] | null;
  /** The population that is looked at; null where the value itself is. */
  readonly populationKey: string | null;
}

export const populationFigure = ({ trait, name, figure }: ScoreCondition): PopulationFigure => ({
  trait,
  name,
  figure,
});

const PLACES = {
  percentile: percentileOf,
  zscore: zScoreOf,
} as const;

/** Which of value, percentile and z-score is asked for. */
export const lensNameOf = (options: ScoreCondition): 'value' | 'percentile' | 'zscore' => {
  if (options.percentile !== undefined) return 'percentile';
  return options.zscore === undefined ? 'value' : 'zscore';
};

export const populationIn = ({ populations }: Facts, key: string): Population | undefined =>
  populations && Object.hasOwn(populations, key) ? populations[key] : undefined;

export const compileLens = (options: ScoreCondition): Lens => {
  const name = lensNameOf(options);
  const wanted: Json = options[name] ?? null;
  const test = compileFigureTest(wanted);
  const holds = (seen: number | null): boolean => test(seen);
  const marks = marksOf(wanted);
  if (name === 'value') return { look: (value) => value, holds, marks, populationKey: null };
  const key = populationKey(populationFigure(options));
  const place = PLACES[name];
  return {
    look(value, facts) {
      const population = populationIn(facts, key);
      return value === null || !population ? null : place(value, population);
    },
    holds,
    marks,
    populationKey: key,
  };
};
