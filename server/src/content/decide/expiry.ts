const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/** Tokens of one span end together, so that equal choices made at different moments are one token. */
const SPAN_MS = 5 * MINUTE_MS;

interface Limits {
  /** The next moment at which something on the page begins or ends: the same for everybody. */
  readonly nextDate: number | null;
  /** When the clock alone may change where this visitor stands. */
  readonly until: number | null;
}

const down = (at: number, step: number): number => Math.floor(at / step) * step;

/**
 * Until when choices made now hold; epoch milliseconds, a whole second. Five to ten minutes, and never past either
 * limit; a visitor's own is rounded down to the minute where there is one left, so that it tells few people apart.
 * Undefined where nothing is left.
 */
export const expiryOf = (now: number, { nextDate, until }: Limits): number | undefined => {
  const usual = Math.min(down(now, SPAN_MS) + 2 * SPAN_MS, down(nextDate ?? Infinity, SECOND_MS));
  const own = until === null || until >= usual ? usual : roundedOwn(now, until);
  return own > now ? own : undefined;
};

const roundedOwn = (now: number, until: number): number => {
  const minute = down(until, MINUTE_MS);
  return minute > now ? minute : down(until, SECOND_MS);
};
