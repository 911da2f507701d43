import { DateTime } from 'luxon';

export type CalendarPeriod = 'today' | 'this week' | 'this month' | 'this year';

const UNITS = { today: 'day', 'this week': 'week', 'this month': 'month', 'this year': 'year' } as const;

const MOST_KEPT = 1_000;

interface Stretch {
  /** Inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Where clocks go back over midnight a day has two: it begins with the first, and luxon's own start is the second. */
const firstOf = (start: DateTime): number => (start.getPossibleOffsets()[0] ?? start).toMillis();

const stretchOf = (period: CalendarPeriod, now: number, zone: string): Stretch => {
  const local = DateTime.fromMillis(now, { zone });
  const there = local.isValid ? local : DateTime.fromMillis(now, { zone: 'UTC' });
  const start = there.startOf(UNITS[period]);
  // The next period's own start, not this one's end: on nights when clocks change a day is not 24 hours.
  const next = start.plus({ [UNITS[period]]: 1 }).startOf(UNITS[period]);
  return { from: firstOf(start), to: firstOf(next) };
};

/**
 * Calendar days, weeks (from Monday), months and years in any IANA zone; UTC where the zone is unknown. The
 * stretch found last is kept for each zone, since the next question is nearly always about the same day.
 */
export const createCalendar = () => {
  const kept = new Map<string, Stretch>();
  return (period: CalendarPeriod, now: number, zone: string | null | undefined): Stretch => {
    const key = `${period}/${zone ?? 'UTC'}`;
    const known = kept.get(key);
    if (known && known.from <= now && now < known.to) return known;
    const found = stretchOf(period, now, zone ?? 'UTC');
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, found);
    return found;
  };
};
