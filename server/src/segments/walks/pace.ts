import type { Clock } from '../../ports';

export interface Bounds {
  readonly first: number;
  readonly least: number;
  readonly most: number;
  /** How long one portion should take, in milliseconds. */
  readonly aimMs: number;
  /** The most by which a portion may be larger than the one before it: 2 when left out. */
  readonly growth?: number;
}

/** How many to take at a time, learnt from how long the last ones took: never less than half as many at once. */
export const createPace = ({ first, least, most, aimMs, growth = 2 }: Bounds, clock: Clock) => {
  let size = first;
  return {
    size: (): number => size,
    /** Does some work for so many, and learns from it. */
    async timed<T>(count: number, work: () => Promise<T>): Promise<T> {
      const from = clock();
      const done = await work();
      const ms = clock() - from;
      // Fewer than were allowed say nothing of whether more would fit.
      const change = Math.min(count < size ? 1 : growth, Math.max(0.5, aimMs / Math.max(1, ms)));
      size = Math.max(least, Math.min(most, Math.round(size * change)));
      return done;
    },
  };
};

export type Pace = ReturnType<typeof createPace>;
