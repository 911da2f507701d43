import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createTimeOracle } from '../../../tests/support/time-oracle';
import {
  anniversaryAround,
  isLocalTime,
  momentAround,
  nextLocalTime,
  WEEKDAYS,
  zoneOr,
} from './local-moment';

const MINUTE = 60_000;

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
      const oracle = createTimeOracle(zone);
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
