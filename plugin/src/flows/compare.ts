/** A line of two texts laid over each other. */
export interface ComparedLine {
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The longest row of lines that both have (the textbook's table): what is not in it was removed or added. */
export const compareLines = (
  before: readonly string[],
  after: readonly string[],
): readonly ComparedLine[] => {
  const width = after.length + 1;
  const longest = new Uint16Array((before.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: ComparedLine[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, fresh] = [before[row], after[column]];
    if (old !== undefined && old === fresh) {
      lines.push({ change: 'same', text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ change: 'removed', text: old });
      row += 1;
    } else {
      lines.push({ change: 'added', text: fresh ?? '' });
      column += 1;
    }
  }
  return lines;
};
