import { expect, it } from 'vitest';

import { pairAt, pairsOf } from './pairs';

const matrix = [
  [100, 50, 0],
  [50, 50, 10],
  [0, 10, 0],
];

it('tells the share of the row from the share of the column', () => {
  expect(pairAt(matrix, 0, 1)).toEqual({
    row: 0,
    column: 1,
    shared: 50,
    ofRow: 0.5,
    ofColumn: 1,
    likeness: 0.5,
  });
});

it('names every two once, the most alike first', () => {
  expect(pairsOf(matrix).map(({ row, column }) => [row, column])).toEqual([
    [0, 1],
    [1, 2],
    [0, 2],
  ]);
});

it('divides by nobody without harm', () => {
  expect(pairAt(matrix, 2, 0)).toMatchObject({ ofRow: 0, ofColumn: 0, likeness: 0 });
});
