/**
 * The ways that have come to one stage, by the moments they started: ascending, the oldest dropped from the head. `from`
 * says which state of the stage before has been taken over already, so that only what is new is looked at.
 */
export interface Ways {
  starts: number[];
  head: number;
  /** Counts up whenever starts came or went elsewhere than at the end. */
  state: number;
  from: number;
}

export const noWays = (): Ways => ({ starts: [], head: 0, state: 0, from: -1 });

export const isEmpty = ({ starts, head }: Ways): boolean => head >= starts.length;

/** The start of the oldest way; Infinity when there is none. */
export const oldest = ({ starts, head }: Ways): number => starts[head] ?? Infinity;

/** Drops the ways whose window has ended. */
export const expire = (ways: Ways, at: number, length: number): void => {
  while (!isEmpty(ways) && oldest(ways) + length <= at) ways.head += 1;
};

export const clear = (ways: Ways): void => {
  ways.starts = [];
  ways.head = 0;
  ways.state += 1;
  ways.from = -1;
};

const together = (a: readonly number[], b: readonly number[]): number[] => {
  const all: number[] = [];
  let here = 0;
  let there = 0;
  while (here < a.length || there < b.length) {
    const one = a[here] ?? Infinity;
    const other = b[there] ?? Infinity;
    all.push(Math.min(one, other));
    if (one <= other) here += 1;
    if (other <= one) there += 1;
  }
  return all;
};

/** All ways of one stage come to the next as well. */
export const passAll = (from: Ways, to: Ways): void => {
  if (to.from === from.state) {
    const last = to.starts.at(-1) ?? -Infinity;
    let first = from.starts.length;
    while (first > from.head && (from.starts[first - 1] as number) > last) first -= 1;
    to.starts.push(...from.starts.slice(first));
    return;
  }
  to.starts = together(to.starts.slice(to.head), from.starts.slice(from.head));
  to.head = 0;
  to.state += 1;
  to.from = from.state;
};

/** Only the way that starts now: it has most time left. */
export const startAnew = (ways: Ways, at: number): void => {
  ways.starts = [at];
  ways.head = 0;
};

/** Only the way with the latest start. */
export const passLatest = (from: Ways, to: Ways): void =>
  startAnew(to, Math.max(from.starts.at(-1) ?? -Infinity, to.starts.at(-1) ?? -Infinity));
