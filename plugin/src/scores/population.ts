/** How a figure is spread among all people who have it, at the moment it was last refreshed. */
export interface Population {
  /** Epoch milliseconds. */
  readonly refreshedAt: number;
  readonly n: number;
  readonly mean: number;
  /** Of the whole population, not of a sample of it. */
  readonly sd: number;
  /** From the least value to the greatest in equal steps of people; empty where nobody has one. */
  readonly quantiles: readonly number[];
}

const MOST_QUANTILES = 1_001;

/** The value at `step` of `steps` equal parts, between two people's in proportion to the way between them. */
const quantileAt = (ascending: readonly number[], step: number, steps: number): number => {
  const place = (step * (ascending.length - 1)) / steps;
  const below = Math.floor(place);
  const low = ascending[below] ?? 0;
  const high = ascending[below + 1] ?? low;
  return low + (high - low) * (place - below);
};

/** Sums up the values of all people; who has none is not among them. */
export const populationOf = (values: readonly (number | null)[], now: number): Population => {
  const ascending = Float64Array.from(values.filter((value) => value !== null && Number.isFinite(value)));
  ascending.sort();
  const list = ascending as unknown as readonly number[];
  const n = ascending.length;
  const mean = n === 0 ? 0 : ascending.reduce((sum, value) => sum + value, 0) / n;
  const squares = ascending.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const steps = Math.min(n, MOST_QUANTILES);
  return {
    refreshedAt: now,
    n,
    mean,
    sd: n === 0 ? 0 : Math.sqrt(squares / n),
    quantiles: Array.from({ length: steps }, (_, step) => quantileAt(list, step, Math.max(1, steps - 1))),
  };
};

/** The index of the first quantile greater than a value. */
const firstAbove = (quantiles: readonly number[], value: number): number => {
  let low = 0;
  let high = quantiles.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((quantiles[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** How many in a hundred are at or below a value; null where nobody has one. */
export const percentileOf = (value: number, { quantiles }: Population): number | null => {
  const last = quantiles.length - 1;
  if (last < 0) return null;
  const above = firstAbove(quantiles, value);
  if (above === 0) return 0;
  if (above > last) return 100;
  const low = quantiles[above - 1] as number;
  const high = quantiles[above] as number;
  return (100 * (above - 1 + (value - low) / (high - low))) / last;
};

/** How many standard deviations above the mean; null where all are the same. */
export const zScoreOf = (value: number, { mean, sd }: Population): number | null =>
  sd > 0 ? (value - mean) / sd : null;

const FIFTHS = [1, 2, 3, 4];

/** 1 for the fifth with the least values to 5 for that with the greatest; null where nobody has one. */
export const quintileOf = (value: number, { quantiles }: Population): number | null =>
  quantiles.length === 0
    ? null
    : 1 + FIFTHS.filter((fifth) => value > quantileAt(quantiles, fifth, 5)).length;
