import { hash } from './hash';

/** From inclusive, to exclusive, each 0 to 1. */
export type BucketRange = readonly [from: number, to: number];

export type Namespace = readonly [id: string, from: number, to: number];

const SUM_MAY_MISS = 0.01;

const equalWeights = (variations: number): readonly number[] =>
  variations > 0 ? Array.from({ length: variations }, () => 1 / variations) : [];

const isWhole = (weights: readonly number[]): boolean => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum >= 1 - SUM_MAY_MISS && sum <= 1 + SUM_MAY_MISS;
};

/**
 * The range of each variation, as in GrowthBook's SDK (https://docs.growthbook.io/lib/build-your-own#getbucketranges):
 * coverage is held between 0 and 1, weights that do not fit the variations or do not make 1 are taken as equal.
 */
export const bucketRanges = (
  variations: number,
  coverage = 1,
  weights?: readonly number[],
): readonly BucketRange[] => {
  const covered = Math.min(1, Math.max(0, coverage));
  const fits = weights !== undefined && weights.length === variations && isWhole(weights);
  let start = 0;
  return (fits ? weights : equalWeights(variations)).map((weight): BucketRange => {
    const range: BucketRange = [start, start + covered * weight];
    start += weight;
    return range;
  });
};

const isInRange = (n: number, [from, to]: BucketRange): boolean => n >= from && n < to;

/** The variation whose range holds `n`; -1 when none does. */
export const chooseVariation = (n: number, ranges: readonly BucketRange[]): number =>
  ranges.findIndex((range) => isInRange(n, range));

/** Whether a value falls into a namespace's part, as in GrowthBook's SDK. */
export const inNamespace = (value: string, [id, from, to]: Namespace): boolean => {
  const n = hash(`__${id}`, value, 1);
  return n !== null && isInRange(n, [from, to]);
};
