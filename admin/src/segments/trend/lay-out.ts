import { ticksTo, type TrendPoint } from './buckets';

/** In pixels: the line above, the bars below, the dates at the foot. */
export const SIZES = {
  height: 300,
  left: 44,
  right: 12,
  top: 12,
  lineEnd: 186,
  barsTop: 204,
  barsEnd: 272,
} as const;

const MOST_MARKS = 6;
const WIDEST_BAR = 14;
const GAP = 2;

const fixed = (value: number): string => value.toFixed(1);

/** Where everything of the chart stands, for a width. */
export const layOut = (buckets: readonly TrendPoint[], width: number) => {
  const { left, right, top, lineEnd, barsTop, barsEnd } = SIZES;
  const last = Math.max(1, buckets.length - 1);
  const across = Math.max(0, width - left - right);
  const ticks = ticksTo(Math.max(0, ...buckets.map(({ size }) => size)));
  const highest = ticks.at(-1) ?? 1;
  const most = Math.max(1, ...buckets.map(({ entered, left: gone }) => Math.max(entered, gone)));
  const middle = (barsTop + barsEnd) / 2;
  const x = (index: number): number => left + (index * across) / last;
  const y = (size: number): number => lineEnd - (size * (lineEnd - top)) / highest;
  /** Comings are above 0, goings below. */
  const bar = (count: number): number => middle - (count * (barsEnd - barsTop)) / 2 / most;
  const line = buckets
    .map(({ size }, index) => `${index === 0 ? 'M' : 'L'}${fixed(x(index))},${fixed(y(size))}`)
    .join('');
  const area =
    buckets.length === 0 ? '' : `${line}L${fixed(x(buckets.length - 1))},${lineEnd}L${left},${lineEnd}Z`;
  const every = Math.max(1, Math.ceil(last / MOST_MARKS));
  const marks = buckets.map((_bucket, index) => index).filter((index) => index % every === 0);
  const barWidth = Math.max(1, Math.min(WIDEST_BAR, across / (last + 1) - GAP));
  return { x, y, bar, line, area, ticks, marks, barWidth };
};
