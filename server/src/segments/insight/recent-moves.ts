import type { Clock } from '../../ports';
import type { MembershipLog, Moves } from './membership-log';

/** A move is written in its transaction's time: what lies so far back is all there. */
export const GRACE_MS = 60_000;
/** So many moves are added up in one question: a base that is judged anew writes thousands a second. */
const MANY = 2_000;

interface Needs {
  readonly log: Pick<MembershipLog, 'movesByHour' | 'endOfMoves'>;
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

  const addUp = async (sums: Sums, start: number, end: number): Promise<void> => {
    for (let at = start; at < end; await breathe()) {
      const next = await log.endOfMoves(at, end, MANY);
      add(sums, await log.movesByHour(at, next));
      at = next;
    }
  };

  const read = async (hour: number): Promise<readonly Moves[]> => {
    const at = now();
    if (hour < from) [settledTo, settled] = [hour, new Map()];
    from = hour;
    for (const [key, move] of settled) if (move.at < hour) settled.delete(key);
    settledTo = Math.max(settledTo, hour);
    await breathe();
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
