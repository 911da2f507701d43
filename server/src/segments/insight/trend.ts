import type { Clock } from '../../ports';
import type { MembershipLog, Moves } from './membership-log';
import { GRACE_MS } from './portions';
import { createRecentMoves } from './recent-moves';
import type { MoveSum, SizePoint, SizeStore } from './size-store';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BACKWARDS = 7 * DAY;
const SPARKS = 30;
const KEPT = 731 * DAY;
const NOTHING: MoveSum = { entered: 0, left: 0 };

export const hourOf = (at: number): number => Math.floor(at / HOUR) * HOUR;

export interface TrendPoint {
  readonly at: number;
  readonly size: number;
  readonly entered: number;
  readonly left: number;
}

interface Needs {
  readonly sizes: SizeStore;
  readonly log: Pick<MembershipLog, 'movesByHour' | 'endOfMoves' | 'countMoves'>;
  /** By segment id; a segment without members may be missing. */
  readonly sizesNow: () => Promise<ReadonlyMap<string, number>>;
  readonly segmentIds: () => Promise<readonly string[]>;
  readonly now: Clock;
  /** Lets other work of this process have a turn. */
  readonly breathe: () => Promise<void>;
}

const bySegment = (moves: readonly Moves[]): ReadonlyMap<string, readonly Moves[]> => {
  const grouped = new Map<string, Moves[]>();
  for (const move of moves) grouped.set(move.segmentId, [...(grouped.get(move.segmentId) ?? []), move]);
  return grouped;
};

/** From the size now backwards: the size at the end of each hour that had moves, the newest first. */
const walkedBack = (size: number, moves: readonly Moves[]): readonly SizePoint[] => {
  let at = size;
  return [...moves]
    .sort((a, b) => b.at - a.at)
    .map((move) => {
      const point = { ...move, size: Math.max(0, at) };
      at -= move.entered - move.left;
      return point;
    });
};

export const createTrend = ({ sizes, log, sizesNow, segmentIds, now, breathe }: Needs) => {
  const recent = createRecentMoves({ log, now, breathe });
  let recordedTo = -Infinity;

  /** Writes the hours that have closed since the last time, each with its size and moves. */
  const record = async (): Promise<void> => {
    const at = now();
    const open = hourOf(at - GRACE_MS);
    if (open <= recordedTo) return;
    const newest = await sizes.newest();
    const from = newest === null ? open - BACKWARDS : Math.min(newest + HOUR, open);
    const [ids, current, moves] = await Promise.all([segmentIds(), sizesNow(), recent.since(from)]);
    const moved = bySegment(moves);
    const points: SizePoint[] = [];
    for (const segmentId of ids) {
      const size = current.get(segmentId) ?? 0;
      const walked = walkedBack(size, moved.get(segmentId) ?? []);
      points.push(...walked.filter((point) => point.at < open));
      const known = walked.some((point) => point.at === open - HOUR);
      // One row a day at least, so that a quiet segment has a line too.
      const daily = (open - HOUR) % DAY === 0 || newest === null;
      if (!known && daily) {
        const after = walked.filter((point) => point.at >= open);
        const then = after.reduce((sum, { entered, left }) => sum - entered + left, size);
        points.push({ segmentId, at: open - HOUR, size: Math.max(0, then), ...NOTHING });
      }
    }
    await sizes.put(points);
    await sizes.prune(at - KEPT);
    recordedTo = open;
  };

  const openHour = async (): Promise<ReadonlyMap<string, MoveSum>> => {
    const at = now();
    const newest = await sizes.newest();
    const from = newest === null ? hourOf(at) - BACKWARDS : newest + HOUR;
    const sums = new Map<string, MoveSum>();
    for (const [id, moves] of bySegment(await recent.since(from))) {
      sums.set(
        id,
        moves.reduce(
          (sum, { entered, left }) => ({ entered: sum.entered + entered, left: sum.left + left }),
          NOTHING,
        ),
      );
    }
    return sums;
  };

  return {
    record,

    /** Comings and goings of the last days, by segment: hour by hour, the one under way included. */
    async moves(days: number): Promise<(segmentId: string) => MoveSum> {
      const [closed, open] = await Promise.all([sizes.sums(hourOf(now() - days * DAY)), openHour()]);
      return (id) => {
        const before = closed.get(id) ?? NOTHING;
        const here = open.get(id) ?? NOTHING;
        return { entered: before.entered + here.entered, left: before.left + here.left };
      };
    },

    /** The points that are kept, one at the beginning that carries what was before, and one for now. */
    async points(segmentId: string, from: number, to: number): Promise<readonly TrendPoint[]> {
      const at = now();
      const kept = await sizes.between(segmentId, from, to);
      const earlier = kept[0]?.at === from ? undefined : await sizes.before(segmentId, from);
      const carried = earlier ? [{ ...earlier, at: from, ...NOTHING }] : [];
      const shown = [...carried, ...kept].map(
        ({ at: hour, size, entered, left }): TrendPoint => ({ at: hour, size, entered, left }),
      );
      if (to < at) return shown;
      const size = (await sizesNow()).get(segmentId) ?? 0;
      return [...shown, { at, size, ...((await openHour()).get(segmentId) ?? NOTHING) }];
    },

    /** At most 30 sizes at equal distances over 30 days, the oldest first; the last is the one given. */
    async sparkline(segmentId: string, size: number): Promise<readonly number[]> {
      const at = now();
      const from = at - (SPARKS - 1) * DAY;
      const [earlier, kept] = await Promise.all([
        sizes.before(segmentId, from),
        sizes.between(segmentId, from, at),
      ]);
      const line: number[] = [];
      let next = 0;
      let last = earlier?.size;
      for (let day = 0; day < SPARKS - 1; day += 1) {
        const end = from + day * DAY;
        for (let point = kept[next]; point && point.at <= end; point = kept[(next += 1)]) last = point.size;
        if (last !== undefined) line.push(last);
      }
      return [...line, size];
    },
  };
};

export type Trend = ReturnType<typeof createTrend>;
