import { expect, it } from 'vitest';

import { bucketsOf, ticksTo } from './buckets';

const points = [
  { at: 0, size: 3, entered: 3, left: 0 },
  { at: 1, size: 5, entered: 2, left: 0 },
  { at: 2, size: 4, entered: 0, left: 1 },
];

it('adds up comings and goings and keeps the last size', () => {
  expect(bucketsOf(points, 2)).toEqual([
    { at: 0, size: 5, entered: 5, left: 0 },
    { at: 2, size: 4, entered: 0, left: 1 },
  ]);
  expect(bucketsOf(points, 10)).toEqual(points);
  expect(bucketsOf([], 10)).toEqual([]);
});

it('finds round marks that reach the highest', () => {
  expect(ticksTo(0)).toEqual([0, 1]);
  expect(ticksTo(3)).toEqual([0, 1, 2, 3]);
  expect(ticksTo(83)).toEqual([0, 25, 50, 75, 100]);
  expect(ticksTo(1_234)).toEqual([0, 500, 1_000, 1_500]);
});
