const MINUTE = 60_000;
/** The outbox looks about once a second: what came due within two of them goes in one go. */
const BURST = 2_000;

/** Where a flow's messages stand in the row that a rate makes of them: epoch milliseconds. */
export interface RatePace {
  /** The next place in the row that nobody has. */
  readonly next: number;
  /** When, at the flow's rate, everything that has gone would have been gone. */
  readonly gone: number;
}

export const newPace: RatePace = { next: 0, gone: 0 };

export type RateAnswer = { readonly pace: RatePace } & (
  | { readonly go: true }
  | { readonly go: false; readonly at: number }
);

/**
 * Spreads messages evenly (the generic cell rate algorithm). Each is given a place once and goes when that has come;
 * only where places were missed, as when the server was down, are those too many given new ones.
 */
export const paced = (now: number, perMinute: number, pace: RatePace, hasPlace: boolean): RateAnswer => {
  const every = Math.ceil(MINUTE / perMinute);
  const place = Math.max(now, pace.next);
  const isTime = hasPlace || place <= now;
  if (isTime && pace.gone - now <= Math.max(BURST - every, 0)) {
    const gone = Math.max(now, pace.gone) + every;
    return { go: true, pace: { next: hasPlace ? pace.next : place + every, gone } };
  }
  return { go: false, at: place, pace: { ...pace, next: place + every } };
};
