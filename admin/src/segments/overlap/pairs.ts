import { likenessOf } from '../../../../plugin/src/segments/overlap';

/** Two segments and whom they share, from the answer's matrix. */
export interface Pair {
  readonly row: number;
  readonly column: number;
  readonly shared: number;
  /** Of the people of the row, the share that is in the column's segment too; 0 when nobody is in the row. */
  readonly ofRow: number;
  readonly ofColumn: number;
  /** People in both, of people in either. */
  readonly likeness: number;
}

type Matrix = readonly (readonly number[])[];

const part = (shared: number, size: number): number => (size === 0 ? 0 : shared / size);

export const pairAt = (matrix: Matrix, row: number, column: number): Pair => {
  const shared = matrix[row]?.[column] ?? 0;
  const rowSize = matrix[row]?.[row] ?? 0;
  const columnSize = matrix[column]?.[column] ?? 0;
  return {
    row,
    column,
    shared,
    ofRow: part(shared, rowSize),
    ofColumn: part(shared, columnSize),
    likeness: likenessOf(shared, rowSize, columnSize),
  };
};

/** Every two once, those most alike first. */
export const pairsOf = (matrix: Matrix): readonly Pair[] =>
  matrix
    .flatMap((row, at) => row.slice(at + 1).map((_shared, after) => pairAt(matrix, at, at + 1 + after)))
    .sort((a, b) => b.likeness - a.likeness || b.shared - a.shared);
