import { sharedOf, type Condition, type Conditions } from '../../../../plugin/src';
import type { Clock } from '../../ports';
import { segmentsIn } from '../dependencies';
import type { Standing } from '../showing/listing';
import type { Segment } from '../segment';
import type { SegmentView } from '../showing/viewer';
import { createIsAfterConversion } from './after-conversion';
import type { Bitmaps } from './bitmaps';
import { checksOf } from './checks';
import { warningsOf, type Surroundings } from './health';
import type { Trend } from './trend';
import type { Uses } from './uses';

const DAY = 86_400_000;
const KEPT_MS = 60_000;
/** What takes longer is worked out behind the list, which shows the last state meanwhile. */
const PATIENCE_MS = 500;

export interface InsightNeeds {
  readonly trend: Trend;
  readonly bitmaps: Bitmaps;
  readonly uses: Uses;
  readonly conditions: Conditions;
  readonly views: () => Promise<readonly SegmentView[]>;
  /** Conditions built in blocks: whom they ask for is used. */
  readonly unnamed: () => Promise<readonly Pick<Segment, 'key' | 'condition'>[]>;
  readonly countPeople: () => Promise<number>;
  /** People last seen since. */
  readonly seenSince: (at: number) => Promise<number>;
  /** Keys that running flows name. */
  readonly flowKeys: () => Promise<ReadonlySet<string>>;
  /** Keys of which it is said that a block is shown to their people only. */
  readonly shownOnlyTo: () => Promise<ReadonlySet<string>>;
  readonly now: Clock;
  readonly breathe: () => Promise<void>;
}

/** What takes long to find out, as it was last found. */
interface Kept extends Pick<Surroundings, 'base' | 'traffic' | 'moves' | 'shared'> {
  readonly at: number;
  readonly shownOnlyTo: ReadonlySet<string>;
}

type Shared = ReturnType<Surroundings['shared']>;

/** Keys that are used because a used segment asks for them. */
const withNested = (
  used: ReadonlySet<string>,
  segments: readonly Pick<Segment, 'key' | 'condition'>[],
): ReadonlySet<string> => {
  const conditions = new Map(segments.map(({ key, condition }) => [key, condition]));
  const all = new Set<string>();
  const visit = (key: string): void => {
    const condition = conditions.get(key);
    if (all.has(key) || condition === undefined) return;
    all.add(key);
    segmentsIn(condition).forEach(visit);
  };
  used.forEach(visit);
  return all;
};

/** What the list says of segments beside their sizes: movement, use, and what may be wrong with them. */
export const createInsights = (needs: InsightNeeds) => {
  const { trend, bitmaps, uses, conditions, seenSince, now, breathe } = needs;
  const isAfterConversion = createIsAfterConversion(conditions);
  let kept: Kept | undefined;
  let underWay: Promise<void> | undefined;
  let startedAt = 0;

  const sharedBy = async (views: readonly SegmentView[]): Promise<ReadonlyMap<string, Shared>> => {
    const peopled = views.filter(({ size, atMost }) => size > 0 && !atMost);
    const { members } = await bitmaps.read(peopled.map(({ segment }) => segment.id));
    const shared = new Map<string, { name: string; key: string; size: number; shared: number }[]>();
    const note = (a: number, b: number, count: number): void => {
      const [one, other] = [peopled[a], peopled[b]];
      if (!one || !other || count === 0) return;
      const { key, name } = other.segment;
      const list = shared.get(one.segment.id) ?? [];
      list.push({ key, name, size: other.size, shared: count });
      shared.set(one.segment.id, list);
    };
    for (const [row, one] of members.entries()) {
      for (let column = row + 1; column < members.length; column += 1) {
        const count = sharedOf(one, members[column]!);
        note(row, column, count);
        note(column, row, count);
      }
      await breathe();
    }
    return shared;
  };

  const usedOf = async (views: readonly SegmentView[]) => {
    const [asked, flows, unnamed] = await Promise.all([uses.all(), needs.flowKeys(), needs.unnamed()]);
    const segments = [...views.map(({ segment }) => segment), ...unnamed];
    const recent = new Set([...asked].flatMap(([key, at]) => (now() - at < 90 * DAY ? [key] : [])));
    const byFlows = withNested(flows, segments);
    const byOthers = withNested(recent, segments);
    return (key: string): number | null => {
      if (byFlows.has(key)) return now();
      const own = asked.get(key) ?? null;
      return own === null && byOthers.has(key) ? now() : own;
    };
  };

  const look = async (): Promise<void> => {
    await breathe();
    const views = await needs.views();
    await breathe();
    const at = now();
    const [base, traffic, moves, shared, shownOnlyTo] = await Promise.all([
      needs.countPeople(),
      seenSince(at - 30 * DAY),
      trend.moves(30),
      sharedBy(views),
      needs.shownOnlyTo(),
    ]);
    kept = { at, base, traffic, moves, shared: (id) => shared.get(id) ?? [], shownOnlyTo };
  };

  const refresh = (): Promise<void> => {
    if (!underWay) {
      startedAt = now();
      underWay = look().finally(() => {
        underWay = undefined;
      });
    }
    return underWay;
  };

  /** Fresh where that is quick; else as it was last, while it is looked at anew. */
  const surroundings = async (): Promise<Kept | undefined> => {
    if (!kept || now() - kept.at >= KEPT_MS) {
      // A failure belongs to whoever refreshes; the list shows what it has.
      const fresh = refresh().catch(() => undefined);
      let patience: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        // From its beginning: the first who looks waits, the others not again.
        patience = setTimeout(resolve, PATIENCE_MS - (now() - startedAt));
      });
      await Promise.race([fresh, enough]);
      clearTimeout(patience);
    }
    return kept;
  };

  return {
    refresh,
    /** Something was changed here: the next list looks anew. */
    forget: (): void => void (kept = undefined),
    /** Of some of all segments; the others are needed to know who asks for them. */
    async standings(
      views: readonly SegmentView[],
      all: readonly SegmentView[],
    ): Promise<readonly Standing[]> {
      const [around, moves, usedAt] = await Promise.all([surroundings(), trend.moves(7), usedOf(all)]);
      await breathe();
      const conditionOf = new Map(all.map(({ segment }) => [segment.key, segment.condition]));
      const known = (key: string): Condition | undefined => conditionOf.get(key);
      const isAfter = (key: string): boolean => {
        const condition = known(key);
        const targeted = around?.shownOnlyTo.has(key) === true;
        return condition !== undefined && targeted && isAfterConversion(condition, known);
      };
      const seen = around && { ...around, now: now(), usedAt, isAfterConversion: isAfter };
      return views.map((view) => {
        const warnings = seen ? warningsOf(view, seen) : [];
        return {
          ...moves(view.segment.id),
          usedAt: usedAt(view.segment.key),
          warnings,
          checks: checksOf(view, warnings, seen),
        };
      });
    },
  };
};

export type Insights = ReturnType<typeof createInsights>;
