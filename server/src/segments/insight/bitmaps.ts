import { sizeOf, WORD_BITS, type Bitmap } from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { LoggedMove, MembershipLog } from './membership-log';
import { createNumbering } from './numbering';
import { GRACE_MS, holding, type Portion } from './portions';

interface Needs {
  readonly log: Pick<MembershipLog, 'idsAfter' | 'endOfMoves' | 'countMoves' | 'movesBetween'>;
  readonly now: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
  /** So many moves are followed between two breaths. */
  readonly many?: number;
  /** A segment of few members is not read anew for each who comes: as if it had so many. */
  readonly least?: number;
}

/** So many people between two breaths: some milliseconds, the database's answer included. */
const SLICE = 5_000;
const MANY = 2_000;
/** To follow a move takes as long as to read so many members: of whom more have moved, all are read anew. */
const FOLLOWED = 5;
const LEAST = 1_000;
/** The log does not tell of erasures, nor of merges in other processes: what they left is gone after this long. */
const REBUILD_MS = 3_600_000;

interface Members {
  bits: Bitmap;
  readonly builtAt: number;
  /** How many moves were followed since. */
  moved: number;
}

/** Who is in some segments. */
export interface Reading {
  /** In the order the segments were asked for. */
  readonly members: readonly Bitmap[];
  /** The moment they belong to. */
  readonly at: number;
}

const grown = (bits: Bitmap, word: number): Bitmap => {
  if (word < bits.length) return bits;
  const larger = new Uint32Array(Math.max(word + 1, bits.length * 2));
  larger.set(bits);
  return larger;
};

/** Who is in which segment, as bits: read once, slice by slice, and kept true from the log of comings and goings. */
export const createBitmaps = ({ log, now, breathe, many = MANY, least = LEAST }: Needs) => {
  const { numberOf, knownNumberOf } = createNumbering();
  const bySegment = new Map<string, Members>();
  /** Where the log has been followed, up to the last reading: a move may still be written into its last minute. */
  let passed: readonly Portion[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  const put = (members: Members, number: number, isIn: boolean): void => {
    const word = Math.floor(number / WORD_BITS);
    const bit = 1 << (number % WORD_BITS);
    if (!isIn) {
      if (word < members.bits.length) members.bits[word]! &= ~bit;
      return;
    }
    members.bits = grown(members.bits, word);
    members.bits[word]! |= bit;
  };

  const build = async (segmentId: string): Promise<void> => {
    const members: Members = { bits: new Uint32Array(32), builtAt: now(), moved: 0 };
    for (let after = ''; ; ) {
      const ids = await log.idsAfter(segmentId, after, SLICE);
      for (const id of ids) put(members, numberOf(id), true);
      const last = ids.at(-1);
      if (last === undefined || ids.length < SLICE) break;
      after = last;
      await breathe();
    }
    bySegment.set(segmentId, members);
  };

  const standAt = (at: number): void => void (passed = [{ from: at, to: at, count: 0 }]);
  const passedTo = (): number => passed.at(-1)?.to ?? 0;

  /** What something has been written into since is to be followed again, and all behind it. */
  const hold = async (): Promise<void> => {
    const held = await holding({ log, breathe }, passed);
    if (held.length > 0) passed = held;
    else standAt(passed[0]?.from ?? 0);
  };

  /** In the order they happened: who moved twice ends where the last move led. */
  const apply = (moves: readonly LoggedMove[]): void => {
    for (const { segmentId, profileId, entered } of moves) {
      const members = bySegment.get(segmentId);
      if (!members) continue;
      put(members, numberOf(profileId), entered);
      members.moved += 1;
    }
    for (const id of new Set(moves.map(({ segmentId }) => segmentId))) {
      const members = bySegment.get(id);
      if (members && members.moved * FOLLOWED > Math.max(least, sizeOf(members.bits))) bySegment.delete(id);
    }
  };

  const follow = async (end: number): Promise<void> => {
    for (;;) {
      if (bySegment.size === 0 && passedTo() < end - GRACE_MS) standAt(end - GRACE_MS);
      const at = passedTo();
      if (at >= end) return;
      const to = await log.endOfMoves(at, end, many);
      // Counted before it is read: what is written in between is more than was counted, and followed the next time.
      const count = await log.countMoves(at, to);
      if (count > 0 && bySegment.size > 0) apply(await log.movesBetween([...bySegment.keys()], at, to));
      passed = [...passed, { from: at, to, count }];
      await breathe();
    }
  };

  const refresh = async (segmentIds: readonly string[]): Promise<Reading> => {
    const missing = () => segmentIds.filter((id) => !bySegment.has(id));
    let at = now();
    for (const [id, { builtAt }] of bySegment) if (at - builtAt >= REBUILD_MS) bySegment.delete(id);
    await hold();
    await follow(at);
    do {
      // What has been passed so far is in what is read now.
      for (const id of missing()) await build(id);
      at = now();
      await hold();
      await follow(at + 1);
    } while (missing().length > 0);
    passed = passed.filter(({ to }) => to > at - GRACE_MS);
    return { members: segmentIds.map((id) => bySegment.get(id)?.bits ?? new Uint32Array(0)), at };
  };

  return {
    /** The members of these segments now; one caller at a time works, the others wait. */
    read(segmentIds: readonly string[]): Promise<Reading> {
      const mine = turn.then(() => refresh(segmentIds));
      // Nobody knows what is true of bits that were given up half way.
      turn = mine.catch(() => bySegment.clear());
      return mine;
    },
    /** Two profiles have become one. */
    onMerge(from: string, into: string): void {
      const number = knownNumberOf(from);
      if (number === undefined) return;
      const [word, bit] = [Math.floor(number / WORD_BITS), 1 << (number % WORD_BITS)];
      for (const members of bySegment.values()) {
        if (((members.bits[word] ?? 0) & bit) === 0) continue;
        put(members, number, false);
        put(members, numberOf(into), true);
      }
    },
  };
};

export type Bitmaps = ReturnType<typeof createBitmaps>;
