import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  anniversaryAround,
  isLocalTime,
  momentAround,
  nextLocalTime,
  WEEKDAYS,
  zoneOr,
  type LocalTimes,
} from './local-moment';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** What the browser's own calendar says: nothing of luxon is in here. */
const createOracle = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  const offsetAt = (at: number): number => {
    const known = offsets.get(at);
    if (known !== undefined) return known;
    const [, sign, hours = 0, minutes = 0] = /GMT([+-])(\d+):(\d+)/.exec(format.format(at)) ?? [];
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
    offsets.set(at, offset);
    return offset;
  };
  /** `day` is a midnight of UTC that stands for a calendar day; `time` is milliseconds into it. */
  const moment = (day: number, time: number): number => {
    const wall = day + time;
    const around = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
    const shown = around.map((offset) => wall - offset).filter((at) => at + offsetAt(at) === wall);
    return shown.length > 0 ? Math.min(...shown) : wall - Math.min(...around);
  };
  const firstOf = (day: number): number => {
    // Midnight may be missing; the day then begins when clocks have been put forward.
    let at = moment(day, 0) - 2 * HOUR;
    while (at + offsetAt(at) < day) at += 15 * MINUTE;
    return at;
  };
  const timeOf = (text: string) => Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE;

  const next = (after: number, { from, to, weekdays = [] }: LocalTimes): number => {
    const wall = after + offsetAt(after);
    const today = wall - (((wall % DAY) + DAY) % DAY);
    const moments: number[] = [];
    for (let day = today - 2 * DAY; day <= today + 9 * DAY; day += DAY) {
      const name = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7]!;
      if (weekdays.length > 0 && !weekdays.includes(name)) continue;
      const begin = from === undefined ? firstOf(day) : moment(day, timeOf(from));
      if (begin >= after) moments.push(begin);
      const end =
        from === undefined
          ? firstOf(day + DAY)
          : to === undefined
            ? begin
            : moment(to <= from ? day + DAY : day, timeOf(to));
      if (begin <= after && after < end) moments.push(after);
    }
    return Math.min(...moments);
  };
  /** The nights of that year on which clocks change: the hour before. */
  const changes = (year: number): readonly number[] => {
    const found: number[] = [];
    // Nowhere are there two changes in a week.
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 7 * DAY) {
      if (offsetAt(at) === offsetAt(at + 7 * DAY)) continue;
      let low = at;
      while (offsetAt(low) === offsetAt(low + DAY)) low += DAY;
      while (offsetAt(low) === offsetAt(low + 15 * MINUTE)) low += 15 * MINUTE;
      found.push(low);
    }
    return found;
  };
  return { next, changes };
};

const ZONES = Intl.supportedValuesOf('timeZone');
const two = (n: number) => String(n).padStart(2, '0');
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 3 }))
  .map(([hour, quarter]) => `${two(hour)}:${two(quarter * 15)}`);
const wanted = fc.oneof(
  fc.record({ from: time }),
  fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to),
  fc.record({ weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }) }),
  fc
    .record({ from: time, to: time, weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }) })
    .filter(({ from, to }) => from !== to),
);

describe('the next local time', () => {
  it('agrees with Intl in every IANA zone, on both nights when clocks change', { timeout: 120_000 }, () => {
    let nights = 0;
    for (const zone of ZONES) {
      const oracle = createOracle(zone);
      const changes = oracle.changes(2026);
      nights += changes.length;
      const moments = fc
        .tuple(
          fc.constantFrom(...(changes.length > 0 ? changes : [Date.UTC(2026, 5, 1)])),
          fc.integer({ min: -30 * 60, max: 30 * 60 }),
        )
        .map(([night, minutes]) => night + minutes * MINUTE);
      fc.assert(
        fc.property(moments, wanted, (after, times) => {
          const found = nextLocalTime(after, { zone, ...times });
          const wants = oracle.next(after, { zone, ...times });
          expect(new Date(found).toISOString(), `${zone} ${JSON.stringify(times)} ${after}`).toBe(
            new Date(wants).toISOString(),
          );
        }),
        { numRuns: changes.length > 0 ? 20 : 3 },
      );
    }
    expect(ZONES.length).toBeGreaterThan(400);
    expect(nights).toBeGreaterThan(200);
  });

  it('knows a stretch over midnight: at 23:30 it is now, at 07:00 it is 22:00', () => {
    const night = { zone: 'Europe/Vienna', from: '22:00', to: '06:00' };
    const at = (text: string) => Date.parse(`2026-06-01T${text}:00+02:00`);
    expect(nextLocalTime(at('23:30'), night)).toBe(at('23:30'));
    expect(nextLocalTime(at('03:00'), night)).toBe(at('03:00'));
    expect(nextLocalTime(at('06:00'), night)).toBe(at('22:00'));
    expect(nextLocalTime(at('07:00'), night)).toBe(at('22:00'));
    // It belongs to the day on which it began: Sunday's ends on Monday morning.
    expect(nextLocalTime(at('03:00'), { ...night, weekdays: ['sun'] })).toBe(at('03:00'));
    expect(nextLocalTime(at('03:00'), { ...night, weekdays: ['mon'] })).toBe(at('22:00'));
  });

  it('reads times and zones', () => {
    expect(['09:00', '23:59', '24:00', '9:00', '09:60'].map(isLocalTime)).toEqual([
      ...[true, true, false, false, false],
    ]);
    expect(zoneOr('Mars/Base', 'UTC')).toBe('UTC');
    expect(zoneOr(null, 'UTC')).toBe('UTC');
    expect(zoneOr('Asia/Tokyo', 'UTC')).toBe('Asia/Tokyo');
  });
});

describe('a moment around a date', () => {
  const zone = 'America/New_York';
  const around = (value: never | string | number | null, more: object = {}) => {
    const at = momentAround(value, { zone, ...more });
    return at === undefined ? undefined : new Date(at).toISOString();
  };

  it('counts days by the calendar and hours by the clock', () => {
    // Clocks go forward on the 8th of March: three days before noon are 71 hours.
    expect(around('2026-03-10', { shift: '3d', before: true, at: '12:00' })).toBe('2026-03-07T17:00:00.000Z');
    expect(around('2026-03-08T12:00:00-04:00', { shift: '24h', before: true })).toBe(
      '2026-03-07T16:00:00.000Z',
    );
    expect(around('2026-03-08T12:00:00-04:00', { shift: '1d', before: true })).toBe(
      '2026-03-07T17:00:00.000Z',
    );
    expect(around('2026-05-05')).toBe('2026-05-05T04:00:00.000Z');
    expect(around(Date.UTC(2026, 4, 5), { at: '09:00' })).toBe('2026-05-04T13:00:00.000Z');
  });

  it('is none where there is no date', () => {
    expect([around('soon'), around(null), around(''), around('2026-13-01')]).toEqual([
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  it('comes every year, on the 28th where there is no 29th', () => {
    const next = (value: string, after: string, more: object = {}) =>
      new Date(anniversaryAround(value, { zone: 'UTC', ...more }, Date.parse(after))!).toISOString();
    expect(next('1990-05-05', '2026-05-04T23:59:59Z', { at: '09:00' })).toBe('2026-05-05T09:00:00.000Z');
    expect(next('1990-05-05', '2026-05-05T09:00:00Z', { at: '09:00' })).toBe('2027-05-05T09:00:00.000Z');
    expect(next('1992-02-29', '2026-01-01T00:00:00Z')).toBe('2026-02-28T00:00:00.000Z');
    expect(next('1992-02-29', '2028-01-01T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z');
    expect(next('1990-01-02', '2026-06-01T00:00:00Z', { shift: '7d', before: true })).toBe(
      '2026-12-26T00:00:00.000Z',
    );
  });
});
