import type { MembershipLog } from './membership-log';

/** A move is written in its transaction's time, which may end later: what lies so far back is all there. */
export const GRACE_MS = 60_000;
/** So many portions are counted in one question: some 10 ms of SQLite's. */
const TOGETHER = 50;

/** A stretch of the log of comings and goings that was read, from `from` on and before `to`. */
export interface Portion {
  readonly from: number;
  readonly to: number;
  /** How many moves there were. */
  readonly count: number;
}

interface Needs {
  readonly log: Pick<MembershipLog, 'countMoves'>;
  readonly breathe: () => Promise<void>;
}

const countOf = (portions: readonly Portion[]): number => portions.reduce((sum, { count }) => sum + count, 0);

/** Those at the beginning into which nothing has been written since; they lie one behind the other. */
export const holding = async <Own extends Portion>(
  { log, breathe }: Needs,
  portions: readonly Own[],
): Promise<readonly Own[]> => {
  for (let at = 0; at < portions.length; at += TOGETHER) {
    const some = portions.slice(at, at + TOGETHER);
    const written = await log.countMoves(some[0]!.from, some.at(-1)!.to);
    if (written !== countOf(some)) return portions.slice(0, at);
    await breathe();
  }
  return portions;
};
