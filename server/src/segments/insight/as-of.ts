import type { Clock } from '../../ports';
import { createPace, type Bounds } from '../walks/pace';
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
  readonly clock: Clock;
  /** How many people are looked at in one question. */
  readonly pace?: Bounds;
}

export interface MemberThen {
  readonly profileId: string;
  /** The newest entry up to that moment that is known, else the moment. */
  readonly enteredAt: number;
}

export interface Changed extends NetChange {
  readonly because: readonly string[];
}

const PACE: Bounds = { first: 1_000, least: 250, most: 10_000, aimMs: 6 };

const newestFirst = (a: NetChange, b: NetChange): number =>
  b.at - a.at || (a.profileId < b.profileId ? -1 : 1);

/**
 * How a segment stood at a moment, and who stands otherwise since. Its people are walked over, a stretch of them at a
 * time: however many have come and gone, no question holds the loop, and all that is said is exact.
 */
export const createAsOf = ({ log, breathe, clock, pace: bounds = PACE }: Needs) => {
  /** What is found in each stretch, one after the other. */
  async function* each<T>(segmentId: string, look: (stretch: Stretch) => Promise<T>): AsyncGenerator<T> {
    const pace = createPace(bounds, clock);
    for (let after: string | null = ''; after !== null; await breathe()) {
      const from: string = after;
      const many = pace.size();
      const { upTo, found } = await pace.timed(many, async () => {
        const end = await log.endOfPeople(segmentId, from, many);
        return { upTo: end, found: await look({ after: from, upTo: end }) };
      });
      yield found;
      after = upTo;
    }
  }

  return {
    async size(segmentId: string, at: number): Promise<number> {
      let size = 0;
      for await (const count of each(segmentId, (one) => log.countAt(segmentId, at, one))) size += count;
      return size;
    },

    /** Everybody who was in, some at a time, in the order of ids. */
    ids: (segmentId: string, at: number): AsyncGenerator<readonly string[]> =>
      each(segmentId, (stretch) => log.idsAt(segmentId, at, stretch)),

    /** A page of who was in, in the order of ids. */
    async members(segmentId: string, at: number, page: number, pageSize: number): Promise<Page<MemberThen>> {
      const [from, to] = [(page - 1) * pageSize, page * pageSize];
      const ids: string[] = [];
      let total = 0;
      const look = async (stretch: Stretch): Promise<number> => {
        const count = await log.countAt(segmentId, at, stretch);
        if (total >= to || total + count <= from) return count;
        const inside = await log.idsAt(segmentId, at, stretch);
        ids.push(...inside.slice(Math.max(0, from - total), to - total));
        return count;
      };
      for await (const count of each(segmentId, look)) total += count;
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
      const look = (stretch: Stretch) => log.netChanges(segmentId, since, entered, stretch, to);
      for await (const some of each(segmentId, look)) {
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
