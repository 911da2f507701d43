import { DateTime } from 'luxon';

import type { Json } from '../json';
import { isZone } from './cron';

/** As luxon and ISO 8601 number them: Monday is 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** `09:00`: from 00:00 to 23:59. */
export const isLocalTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** `2026-12-01T09:00`: a day that there is, and a time of day. */
export const isLocalMoment = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;

export interface LocalTimes {
  /** An IANA zone. */
  readonly zone: string;
  /** The time of day that is wanted, or that a stretch begins with; the whole day when left out. */
  readonly from?: string;
  /** Where the stretch ends, exclusive; earlier than `from`, it ends on the day after. */
  readonly to?: string;
  /** The days on which a stretch may begin; any when left out or empty. */
  readonly weekdays?: readonly Weekday[];
}

/**
 * A stretch over midnight has begun the day before; any weekday comes within a week, or within two where clocks that
 * are put forward leave nothing of it.
 */
const DAYS = Array.from({ length: 17 }, (_, index) => index - 1);

/** Where clocks go back over midnight a day has two: luxon's own start of the day is the second. */
const MIDNIGHT = '00:00';

/** Noon is a time that every day has. */
const noonOf = ({ year, month, day, zone }: DateTime, days = 0): DateTime =>
  DateTime.fromObject({ year, month, day, hour: 12 }, { zone }).plus({ days });

/**
 * A time that comes twice is meant at its first passing; one that never comes, as much later as clocks were put
 * forward.
 */
const momentOn = ({ year, month, day, zone }: DateTime, time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  const found = DateTime.fromObject({ year, month, day, hour, minute }, { zone });
  return (found.getPossibleOffsets()[0] ?? found).toMillis();
};

/**
 * The first moment at or after `after` (epoch milliseconds) that these times allow. What began at or before `past` is
 * used up: a stretch in which that lies, or the time itself.
 */
export const nextLocalTime = (
  after: number,
  { zone, from, to, weekdays = [] }: LocalTimes,
  past = Number.NEGATIVE_INFINITY,
): number => {
  const here = DateTime.fromMillis(after, { zone });
  for (const days of DAYS) {
    const date = noonOf(here, days);
    const weekday = WEEKDAYS[date.weekday - 1];
    if (weekday !== undefined && weekdays.length > 0 && !weekdays.includes(weekday)) continue;
    const begin = momentOn(date, from ?? MIDNIGHT);
    if (begin <= past) continue;
    if (from !== undefined && to === undefined) {
      if (begin >= after) return begin;
      continue;
    }
    const endsNextDay = from === undefined || (to !== undefined && to <= from);
    const last = noonOf(date, endsNextDay ? 1 : 0);
    const end = momentOn(last, to ?? MIDNIGHT);
    // Clocks that are put forward over all of a stretch leave nothing of it that day.
    if (after < end && begin < end) return Math.max(begin, after);
  }
  return after;
};

export const zoneOr = (zone: string | null | undefined, fallback: string): string =>
  zone && isZone(zone) ? zone : fallback;

interface Named {
  readonly moment: DateTime;
  /** Written as a day alone: `2026-12-24`. */
  readonly isDay: boolean;
}

/** A day, a time with or without an offset (ISO 8601), or epoch milliseconds. */
const readMoment = (value: Json | undefined, zone: string): Named | undefined => {
  if (typeof value === 'number') {
    const moment = DateTime.fromMillis(value, { zone });
    return moment.isValid ? { moment, isDay: false } : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const moment = DateTime.fromISO(value.trim(), { zone });
  return moment.isValid ? { moment, isDay: /^\d{4}-\d{2}-\d{2}$/.test(value.trim()) } : undefined;
};

export interface AroundDate {
  readonly zone: string;
  /** `3d` moves by calendar days, `5h` by hours that pass; the date itself when left out. */
  readonly shift?: string;
  readonly before?: boolean;
  /** The time of that day; when left out, that of the date, and the beginning of a day that is written alone. */
  readonly at?: string;
}

const UNITS = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days' } as const;

const shifted = (moment: DateTime, { shift, before = false }: AroundDate): DateTime => {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(shift ?? '') ?? [];
  if (!amount || !unit) return moment;
  return moment.plus({ [UNITS[unit as keyof typeof UNITS]]: before ? -Number(amount) : Number(amount) });
};

const placed = (moment: DateTime, isDay: boolean, around: AroundDate): number => {
  const then = shifted(moment, around);
  if (around.at !== undefined) return momentOn(then, around.at);
  return isDay && !/[smh]$/.test(around.shift ?? '') ? momentOn(then, MIDNIGHT) : then.toMillis();
};

/** The moment that lies so long before or after a date somebody wrote; undefined for what is no date. */
export const momentAround = (value: Json | undefined, around: AroundDate): number | undefined => {
  const named = readMoment(value, around.zone);
  return named && placed(named.moment, named.isDay, around);
};

/** The same each year: the first of its anniversaries after `after`. The 29th of February is the 28th in other years. */
export const anniversaryAround = (
  value: Json | undefined,
  around: AroundDate,
  after: number,
): number | undefined => {
  const named = readMoment(value, around.zone);
  if (!named) return undefined;
  const { year } = DateTime.fromMillis(after, { zone: around.zone });
  // Before or after by up to a year and more: the anniversary of another year may be the next.
  const moments = [-2, -1, 0, 1, 2, 3].map((years) =>
    placed(named.moment.set({ year: year + years }), named.isDay, around),
  );
  return moments.find((moment) => moment > after);
};
