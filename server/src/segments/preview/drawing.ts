import type { Clock } from '../../ports';
import type { People } from '../person';
import { spread } from './spread';

/** What was found in one slice of the base. */
export interface Drawn {
  readonly found: number;
  readonly judged: number;
}

interface DrawingOptions {
  readonly of: number;
  readonly longestMs: number;
  readonly exact?: boolean;
  /** Slices that are judged whatever the clock says. */
  readonly fewest?: number;
}

interface Needs {
  readonly people: Pick<People, 'endOf' | 'idsAfter'>;
  readonly clock: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

const SLICE = 100;
/** Marks over the whole base: a larger one is not drawn from at more places, and one that is not larger is read whole. */
const MOST_MARKS = 250;
/** So many slices are judged whatever the clock says: an estimate from fewer would say nothing. */
const LEAST_SLICES = 10;
/** Where the marks lie changes slowly; who has come since stands behind the last of them. */
const KEPT_MS = 600_000;
const NINETEEN_IN_TWENTY = 1.96;

/**
 * Half the width of the interval in which the size lies. Neighbours in the base are alike, having come at the same
 * time: slices are drawn, not people, and the wider of both widths counts (Cochran, Sampling Techniques, 9A).
 */
export const errorOf = (slices: readonly Drawn[], of: number): number => {
  const judged = slices.reduce((sum, slice) => sum + slice.judged, 0);
  if (judged === 0) return of;
  const found = slices.reduce((sum, slice) => sum + slice.found, 0);
  const left = (of - judged) / Math.max(1, of - 1);
  const share = (found + 1) / (judged + 2);
  const byPeople = Math.sqrt((share * (1 - share) * left) / judged);
  const mean = found / judged;
  const squares = slices.reduce((sum, slice) => sum + (slice.found - mean * slice.judged) ** 2, 0);
  const n = slices.length;
  const bySlices = n < 2 ? 1 : Math.sqrt((squares * left * n) / (n - 1)) / judged;
  return Math.min(of, Math.ceil(NINETEEN_IN_TWENTY * of * Math.max(byPeople, bySlices)));
};

/**
 * Draws slices of people from all over the base, each somewhere else. Marks at equal distances are looked for once,
 * along the key: from a mark on people are found at once, where an offset would count through all before them.
 */
export const createDrawing = ({ people, clock, breathe }: Needs) => {
  let kept: { readonly marks: readonly string[]; readonly of: number; readonly at: number } | undefined;

  const marksOf = async (of: number): Promise<readonly string[]> => {
    const grown = kept ? Math.abs(of - kept.of) > kept.of / 10 : true;
    if (kept && !grown && of > SLICE * MOST_MARKS && clock() - kept.at < KEPT_MS) return kept.marks;
    const size = Math.max(SLICE, Math.ceil(of / MOST_MARKS));
    const marks = [''];
    for (;;) {
      const next = await people.endOf(null, marks.at(-1) ?? '', size);
      if (next === null) break;
      marks.push(next);
      if (marks.length % 20 === 0) await breathe();
    }
    kept = { marks, of, at: clock() };
    return marks;
  };

  /**
   * `judge` is given the ids of a slice; `whole` says that everybody was in one. Where it shall be exact and there is
   * time for it, they are all drawn.
   */
  return async (
    { of, longestMs, exact = false, fewest = LEAST_SLICES }: DrawingOptions,
    judge: (ids: readonly string[]) => Promise<Drawn>,
  ): Promise<{ readonly slices: readonly Drawn[]; readonly whole: boolean }> => {
    const marks = await marksOf(of);
    const whole = exact || of <= SLICE * MOST_MARKS;
    // So small a base is read whole, however rough an answer may be.
    const least = of <= SLICE * LEAST_SLICES ? LEAST_SLICES : fewest;
    const started = clock();
    const slices: Drawn[] = [];
    for (const index of spread(marks.length)) {
      const upTo = marks[index + 1] ?? null;
      for (let after = marks[index]; after !== undefined; await breathe()) {
        if (slices.length >= least && clock() - started >= longestMs) return { slices, whole: false };
        const next = await people.idsAfter(null, after, SLICE);
        const ids = whole && upTo !== null ? next.filter((id) => id <= upTo) : next;
        slices.push(await judge(ids));
        const last = ids.at(-1);
        after = whole && ids.length === SLICE && last !== upTo ? last : undefined;
      }
    }
    return { slices, whole };
  };
};

export type Drawing = ReturnType<typeof createDrawing>;
