import type { Clock } from '../../ports';
import type { MembershipLog, Moves } from './membership-log';

const HOUR = 3_600_000;
/** A move is written in its transaction's time: what lies so far back is all there. */
export const GRACE_MS = 60_000;
/** So much of the log is added up in one question: a base that is judged anew writes thousands of moves a second. */
const FIRST_STEP_MS = 1_000;
const LONGEST_STEP_MS = 5_000;
const SHORTEST_STEP_MS = 100;
/** More than this in one question hold the loop for some milliseconds: the next one asks for less. */
const MANY = 2_000;
/** Further back than this the log is read by the hour: that is done once, after an update. */
const LATELY = 6 * HOUR;

interface Needs {
  readonly log: Pick<MembershipLog, 'movesByHour'>;
  readonly now: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

type Sums = Map<string, Moves>;

const add = (sums: Sums, moves: readonly Moves[]): void => {
  for (const move of moves) {
    const key = `${move.at}/${move.segmentId}`;
    const known = sums.get(key);
    sums.set(
      key,
      known ? { ...known, entered: known.entered + move.entered, left: known.left + move.left } : move,
    );
  }
};

/**
 * The moves of the hours since one, up to now. What has been added up once is remembered, so that a look at a list
 * costs what happened in the last minute, and no look holds the loop.
 */
export const createRecentMoves = ({ log, now, breathe }: Needs) => {
  let from = Infinity;
  let settledTo = 0;
  let settled: Sums = new Map();
  let turn: Promise<unknown> = Promise.resolve();

  /** As many moves at a time as were found to be few. */
  let step = FIRST_STEP_MS;
  const addUp = async (sums: Sums, start: number, end: number): Promise<void> => {
    for (let at = start; at < end; ) {
      const next = Math.min(end, at + (end - at > LATELY ? HOUR : step));
      const moves = await log.movesByHour(at, next);
      add(sums, moves);
      const found = moves.reduce((sum, { entered, left }) => sum + entered + left, 0);
      if (found > MANY) step = Math.max(SHORTEST_STEP_MS, Math.floor(step / 2));
      else if (found < MANY / 4) step = Math.min(LONGEST_STEP_MS, step * 2);
      at = next;
      await breathe();
    }
  };

  const read = async (hour: number): Promise<readonly Moves[]> => {
    const at = now();
    if (hour < from) [settledTo, settled] = [hour, new Map()];
    from = hour;
    for (const [key, move] of settled) if (move.at < hour) settled.delete(key);
    settledTo = Math.max(settledTo, hour);
    const safe = at - GRACE_MS;
    if (safe > settledTo) {
      await addUp(settled, settledTo, safe);
      settledTo = safe;
    }
    const sums = new Map(settled);
    await addUp(sums, settledTo, at + 1);
    return [...sums.values()];
  };

  return {
    /** Sums by segment and hour; `hour` is the beginning of one. One caller at a time reads, the others wait. */
    since(hour: number): Promise<readonly Moves[]> {
      const mine = turn.then(() => read(hour));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
};
