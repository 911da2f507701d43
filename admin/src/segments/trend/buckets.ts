export interface TrendPoint {
  /** The beginning of the hour, or of what hours were put together. */
  readonly at: number;
  readonly size: number;
  readonly entered: number;
  readonly left: number;
}

/** Puts points together so that at most so many are left: comings and goings add up, the size is the last. */
export const bucketsOf = (points: readonly TrendPoint[], most: number): readonly TrendPoint[] => {
  const each = Math.max(1, Math.ceil(points.length / most));
  const buckets: TrendPoint[] = [];
  for (let start = 0; start < points.length; start += each) {
    const part = points.slice(start, start + each);
    const [first, last] = [part[0], part.at(-1)];
    if (!first || !last) continue;
    buckets.push({
      at: first.at,
      size: last.size,
      entered: part.reduce((sum, { entered }) => sum + entered, 0),
      left: part.reduce((sum, { left }) => sum + left, 0),
    });
  }
  return buckets;
};

const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers from 0 to at least the highest, few enough to be read. */
export const ticksTo = (highest: number, most = 4): readonly number[] => {
  const rough = Math.max(1, highest) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (STEPS.find((one) => one * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(Math.max(1, highest) / step) + 1 }, (_, index) => index * step);
};
