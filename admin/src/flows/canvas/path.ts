import type { Point } from './layout';

/** A line through points that leaves and reaches each of them straight down, as an SVG path. */
export const pathThrough = (points: readonly Point[]): string => {
  const [first, ...rest] = points;
  if (!first) return '';
  let before = first;
  const parts = rest.map((point) => {
    const half = (before.y + point.y) / 2;
    const curve =
      before.x === point.x
        ? `L ${point.x} ${point.y}`
        : `C ${before.x} ${half} ${point.x} ${half} ${point.x} ${point.y}`;
    before = point;
    return curve;
  });
  return [`M ${first.x} ${first.y}`, ...parts].join(' ');
};
