import { WORD_BITS, type Bitmap } from '../../../../plugin/src';
import type { Clock } from '../../ports';
import type { LogPlace, MembershipLog } from './membership-log';
import { createNumbering } from './numbering';

interface Needs {
  readonly log: Pick<MembershipLog, 'idsAfter' | 'movesAfter'>;
  readonly now: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

/** So many people between two breaths: some milliseconds, the database's answer included. */
const SLICE = 1_000;
/** A move carries the time of its transaction, which may have ended later: so far back moves are read again. */
const MARGIN_MS = 60_000;
/** The log does not tell of erasures, nor of merges in other processes: what they left is gone after this long. */
const REBUILD_MS = 3_600_000;

interface Members {
  bits: Bitmap;
  readonly builtAt: number;
}

const grown = (bits: Bitmap, word: number): Bitmap => {
  if (word < bits.length) return bits;
  const larger = new Uint32Array(Math.max(word + 1, bits.length * 2));
  larger.set(bits);
  return larger;
};

/** Who is in which segment, as bits: read once, slice by slice, and kept true from the log of comings and goings. */
export const createBitmaps = ({ log, now, breathe }: Needs) => {
  const { numberOf, knownNumberOf } = createNumbering();
  const bySegment = new Map<string, Members>();
  /** Before the first reading everything is built afresh, and there is nothing to catch up on. */
  let readTo = Infinity;
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
    const members: Members = { bits: new Uint32Array(32), builtAt: now() };
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

  /** In the order they happened: who moved twice ends where the last move led. */
  const follow = async (from: number): Promise<void> => {
    for (let place: LogPlace = { at: from, id: '' }; ; ) {
      const moves = await log.movesAfter(place, SLICE);
      for (const { segmentId, profileId, entered } of moves) {
        const members = bySegment.get(segmentId);
        if (members) put(members, numberOf(profileId), entered);
      }
      const last = moves.at(-1);
      if (last === undefined || moves.length < SLICE) return;
      place = last;
      await breathe();
    }
  };

  const refresh = async (segmentIds: readonly string[]): Promise<readonly Bitmap[]> => {
    const startedAt = now();
    const built = segmentIds.filter((id) => {
      const members = bySegment.get(id);
      return members !== undefined && startedAt - members.builtAt < REBUILD_MS;
    });
    for (const id of segmentIds) if (!built.includes(id)) await build(id);
    await follow(Math.min(readTo, startedAt) - MARGIN_MS);
    readTo = startedAt;
    return segmentIds.map((id) => bySegment.get(id)?.bits ?? new Uint32Array(0));
  };

  return {
    /** The members of these segments now; one caller at a time works, the others wait. */
    read(segmentIds: readonly string[]): Promise<readonly Bitmap[]> {
      const mine = turn.then(() => refresh(segmentIds));
      turn = mine.catch(() => undefined);
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
