/** A value that only ever goes one way, step by step, as time passes. */
export interface Staircase {
  /** The step now. */
  readonly from: number;
  /** The last step there is, above or below. */
  readonly to: number;
  /** Rising, or falling, all the way; null only if null at each step. */
  at(step: number): number | null;
}

/** The least of `0 < n <= most` for which something holds that then holds for all greater; undefined for none. */
const least = (most: number, holds: (n: number) => boolean): number | undefined => {
  if (most < 1 || !holds(most)) return undefined;
  let low = 1;
  let high = most;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * The first step at which a test gives another answer. `marks` are the numbers that the test compares with: between
 * them nothing can change. Null where a test cannot be looked through; then it is the next step with another value.
 */
export const nextTurn = (
  { from, to, at }: Staircase,
  marks: readonly number[] | null,
  holds: (value: number | null) => boolean,
): number | undefined => {
  const direction = to < from ? -1 : 1;
  const most = Math.abs(to - from);
  const value = (n: number): number | null => at(from + direction * n);
  const now = value(0);
  if (now === null) return undefined;
  if (!marks) {
    const changed = least(most, (n) => value(n) !== now);
    return changed === undefined ? undefined : from + direction * changed;
  }
  const sideOf = (n: number, mark: number): number => Math.sign((value(n) ?? 0) - mark);
  const candidates = marks.flatMap((mark): readonly number[] => {
    const left = least(most, (n) => sideOf(n, mark) !== sideOf(0, mark));
    if (left === undefined) return [];
    const there = sideOf(left, mark);
    const beyond = least(most - left, (n) => sideOf(left + n, mark) !== there);
    return beyond === undefined ? [left] : [left, left + beyond];
  });
  const wanted = holds(now);
  const turn = candidates.sort((a, b) => a - b).find((n) => holds(value(n)) !== wanted);
  return turn === undefined ? undefined : from + direction * turn;
};
