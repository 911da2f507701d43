import type { Clock } from '../../ports';
import type { MembershipLog, Moves } from './membership-log';
import { GRACE_MS, holding, type Portion } from './portions';

/** So many moves are added up in one question: a base that is judged anew writes thousands a second. */
const MANY = 2_000;

interface Needs {
  readonly log: Pick<MembershipLog, 'movesByHour' | 'endOfMoves' | 'countMoves'>;
  readonly now: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
  /** So many moves at least are a portion of their own. */
  readonly many?: number;
}

type Sums = Map<string, Moves>;

/** A stretch of the last minute, as it was added up: a move may still be written into it. */
interface Added extends Portion {
  readonly sums: readonly Moves[];
}

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
 * costs what happened since the last one, and no look holds the loop. Of the last minute it is counted at each look
 * whether anything was written into what is remembered.
 */
export const createRecentMoves = ({ log, now, breathe, many = MANY }: Needs) => {
  let from = Infinity;
  let settledTo = 0;
  let settled: Sums = new Map();
  let fresh: readonly Added[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  const addUp = async (start: number, end: number): Promise<readonly Added[]> => {
    const portions: Added[] = [];
    for (let at = start; at < end; await breathe()) {
      const to = await log.endOfMoves(at, end, many);
      const sums = await log.movesByHour(at, to);
      const count = sums.reduce((sum, { entered, left }) => sum + entered + left, 0);
      portions.push({ from: at, to, sums, count });
      at = to;
    }
    return portions;
  };

  /** Those that still hold; the last one may not be full, and is added up anew. */
  const keeping = async (): Promise<readonly Added[]> => {
    const full = (fresh.at(-1)?.count ?? 0) >= many ? fresh : fresh.slice(0, -1);
    return full[0]?.from === settledTo ? holding({ log, breathe }, full) : [];
  };

  const settle = (portions: readonly Added[], safe: number): void => {
    const [done, open] = [portions.filter(({ to }) => to <= safe), portions.filter(({ to }) => to > safe)];
    for (const { sums, to } of done) {
      add(settled, sums);
      settledTo = to;
    }
    fresh = open;
  };

  const read = async (hour: number): Promise<readonly Moves[]> => {
    const at = now();
    if (hour < from) [settledTo, settled, fresh] = [hour, new Map(), []];
    from = hour;
    for (const [key, move] of settled) if (move.at < hour) settled.delete(key);
    if (settledTo < hour) [settledTo, fresh] = [hour, []];
    await breathe();
    const safe = at - GRACE_MS;
    const kept = await keeping();
    const addedTo = kept.at(-1)?.to ?? settledTo;
    // What lies behind the last minute ends there, so that it can be settled.
    const behind = safe > addedTo ? await addUp(addedTo, safe) : [];
    const late = await addUp(Math.max(addedTo, safe), at + 1);
    settle([...kept, ...behind, ...late], safe);
    const sums = new Map(settled);
    for (const portion of fresh) add(sums, portion.sums);
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
