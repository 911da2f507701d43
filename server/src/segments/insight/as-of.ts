import type { Stretch } from '../person';
import type { Page } from '../segment-store';
import type { MembershipLog, NetChange } from './membership-log';

interface Needs {
  readonly log: Pick<
    MembershipLog,
    'endOfPeople' | 'countAt' | 'idsAt' | 'entriesUpTo' | 'netChanges' | 'reasonsSince'
  >;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
  /** About so many people are looked at in one question. */
  readonly many?: number;
}

export interface MemberThen {
  readonly profileId: string;
  /** The newest entry up to that moment that is known, else the moment. */
  readonly enteredAt: number;
}

export interface Changed extends NetChange {
  readonly because: readonly string[];
}

const MANY = 2_000;

const newestFirst = (a: NetChange, b: NetChange): number =>
  b.at - a.at || (a.profileId < b.profileId ? -1 : 1);

/**
 * How a segment stood at a moment, and who stands otherwise since. Its people are walked over, a stretch of them at a
 * time: however many have come and gone, no question holds the loop, and all that is said is exact.
 */
export const createAsOf = ({ log, breathe, many = MANY }: Needs) => {
  async function* stretches(segmentId: string): AsyncGenerator<Stretch> {
    for (let after = ''; ; await breathe()) {
      const upTo = await log.endOfPeople(segmentId, after, many);
      yield { after, upTo };
      if (upTo === null) return;
      after = upTo;
    }
  }

  return {
    async size(segmentId: string, at: number): Promise<number> {
      let size = 0;
      for await (const stretch of stretches(segmentId)) size += await log.countAt(segmentId, at, stretch);
      return size;
    },

    /** Everybody who was in, some at a time, in the order of ids. */
    async *ids(segmentId: string, at: number): AsyncGenerator<readonly string[]> {
      for await (const stretch of stretches(segmentId)) yield await log.idsAt(segmentId, at, stretch);
    },

    /** A page of who was in, in the order of ids. */
    async members(segmentId: string, at: number, page: number, pageSize: number): Promise<Page<MemberThen>> {
      const [from, to] = [(page - 1) * pageSize, page * pageSize];
      const ids: string[] = [];
      let total = 0;
      for await (const stretch of stretches(segmentId)) {
        const count = await log.countAt(segmentId, at, stretch);
        if (total < to && total + count > from) {
          const inside = await log.idsAt(segmentId, at, stretch);
          ids.push(...inside.slice(Math.max(0, from - total), to - total));
        }
        total += count;
      }
      const entries = await log.entriesUpTo(segmentId, ids, at);
      return {
        rows: ids.map((profileId) => ({ profileId, enteredAt: entries.get(profileId) ?? at })),
        total,
      };
    },

    /** A page of who stands otherwise now than at `since`, the newest first: who is in now, or who is out. */
    async changes(
      segmentId: string,
      since: number,
      entered: boolean,
      page: number,
      pageSize: number,
    ): Promise<Page<Changed>> {
      const to = page * pageSize;
      let newest: readonly NetChange[] = [];
      let total = 0;
      for await (const stretch of stretches(segmentId)) {
        const some = await log.netChanges(segmentId, since, entered, stretch, to);
        total += some.total;
        if (some.rows.length > 0) newest = [...newest, ...some.rows].sort(newestFirst).slice(0, to);
      }
      const rows = newest.slice(to - pageSize);
      const ids = rows.map(({ profileId }) => profileId);
      const reasons = await log.reasonsSince(segmentId, ids, entered, since);
      return {
        rows: rows.map((change) => ({ ...change, because: reasons.get(change.profileId) ?? [] })),
        total,
      };
    },
  };
};

export type AsOf = ReturnType<typeof createAsOf>;
