import { LONGEST_MATCHED, stepsOf } from './pattern';

/** What the patterns of a leaf may cost together while it is judged once: whoever sends many long texts stops nobody. */
export interface PatternBudget {
  /** A leaf is judged. */
  begin(): void;
  /** Whether so many steps may be taken. */
  allows(steps: number): boolean;
}

/** Steps that take about half a second. Spread over a full batch of events that is as long as taking them in. */
export const MOST_TOGETHER = 100_000_000;

/** `onSpent` hears of each judgement in which a pattern was not tried any more, and so matched nothing. */
export const createPatternBudget = (onSpent: () => void = () => undefined): PatternBudget => {
  let spent = 0;
  let isTold = false;
  return {
    begin() {
      spent = 0;
      isTold = false;
    },
    allows(steps) {
      spent += steps;
      if (spent <= MOST_TOGETHER) return true;
      if (!isTold) onSpent();
      isTold = true;
      return false;
    },
  };
};

const BUCKET = 10;

/** The most that a text of this length costs, in steps: worked out once for each ten letters. */
export const costOf = (pattern: string): ((length: number) => number) => {
  const known: number[] = [];
  return (length) => {
    const bucket = Math.ceil(length / BUCKET);
    return (known[bucket] ??= stepsOf(pattern, Math.min(bucket * BUCKET, LONGEST_MATCHED)));
  };
};
