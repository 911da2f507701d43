import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createTimeOracle } from '../../../../tests/support/time-oracle';
import { WEEKDAYS } from '../../time';
import { nextOpen } from './hours';
import type { SendingHours } from './rules';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

const at = (now: string, hours: Partial<SendingHours>, zone: string | null = null): string =>
  new Date(nextOpen(Date.parse(now), { zone: 'UTC', ...hours }, zone)).toISOString();

const NIGHT = { quietFrom: '22:00', quietTo: '06:00' };

describe('quiet hours', () => {
  it('close over midnight until the morning, and not before the evening', () => {
    expect(at('2026-06-01T23:30:00Z', NIGHT)).toBe('2026-06-02T06:00:00.000Z');
    expect(at('2026-06-02T03:00:00Z', NIGHT)).toBe('2026-06-02T06:00:00.000Z');
    expect(at('2026-06-02T06:00:00Z', NIGHT)).toBe('2026-06-02T06:00:00.000Z');
    expect(at('2026-06-02T07:00:00Z', NIGHT)).toBe('2026-06-02T07:00:00.000Z');
    expect(at('2026-06-02T21:59:59.999Z', NIGHT)).toBe('2026-06-02T21:59:59.999Z');
    expect(at('2026-06-02T22:00:00Z', NIGHT)).toBe('2026-06-03T06:00:00.000Z');
  });

  it('are those of the person’s own zone, else of the named one', () => {
    expect(at('2026-06-01T23:30:00Z', NIGHT, 'America/New_York')).toBe('2026-06-01T23:30:00.000Z');
    expect(at('2026-06-01T12:00:00Z', NIGHT, 'Pacific/Auckland')).toBe('2026-06-01T18:00:00.000Z');
    expect(at('2026-06-01T20:30:00Z', { ...NIGHT, zone: 'Europe/Vienna' }, 'Mars/Base')).toBe(
      '2026-06-02T04:00:00.000Z',
    );
  });

  it('leave only the days that are allowed, by the calendar of the place', () => {
    const weekdays = { weekdays: ['mon', 'tue'] } as const;
    expect(at('2026-06-05T10:00:00Z', { ...weekdays, ...NIGHT })).toBe('2026-06-08T06:00:00.000Z');
    expect(at('2026-06-02T23:30:00Z', { ...weekdays, ...NIGHT })).toBe('2026-06-08T06:00:00.000Z');
    expect(at('2026-06-02T23:30:00Z', weekdays)).toBe('2026-06-02T23:30:00.000Z');
    // Open from five in the morning until one at night: the hour after midnight is another day's.
    const late = { quietFrom: '01:00', quietTo: '05:00', weekdays: ['sat'] } as const;
    expect(at('2026-06-07T00:30:00Z', late)).toBe('2026-06-13T00:00:00.000Z');
  });

  it('know an hour that does not come on the night clocks go forward', () => {
    // On Easter Island 22:00 becomes 23:00: the only open hour is that of the day after.
    const hours = { quietFrom: '23:00', quietTo: '22:00', zone: 'UTC' };
    const open = nextOpen(Date.parse('2026-09-06T03:45:00Z'), hours, 'Pacific/Easter');
    expect(new Date(open).toISOString()).toBe('2026-09-07T03:00:00.000Z');
  });

  const two = (n: number) => String(n).padStart(2, '0');
  const time = fc.integer({ min: 0, max: 95 }).map((n) => `${two(Math.floor(n / 4))}:${two((n % 4) * 15)}`);
  type Given = Required<Pick<SendingHours, 'quietFrom' | 'quietTo'>> & Pick<SendingHours, 'weekdays'>;
  const given: fc.Arbitrary<Given> = fc
    .record({
      quietFrom: time,
      quietTo: time,
      weekdays: fc.option(fc.subarray([...WEEKDAYS], { minLength: 1 }), { nil: undefined }),
    })
    .filter(({ quietFrom, quietTo }) => quietFrom !== quietTo);

  it(
    'are what Intl says they are, in every IANA zone, on both nights when clocks change',
    { timeout: 180_000 },
    () => {
      let nights = 0;
      for (const zone of Intl.supportedValuesOf('timeZone')) {
        const oracle = createTimeOracle(zone);
        const changes = oracle.changes(2026);
        nights += changes.length;
        const isOpen = (moment: number, { quietFrom, quietTo, weekdays }: Given) =>
          oracle.isWithin(moment, quietTo, quietFrom) &&
          (weekdays === undefined || weekdays.includes(oracle.weekdayAt(moment)));
        const moments = fc
          .tuple(
            fc.constantFrom(...(changes.length > 0 ? changes : [Date.UTC(2026, 5, 1)])),
            fc.integer({ min: -30 * 60, max: 30 * 60 }),
          )
          .map(([night, minutes]) => night + minutes * MINUTE);
        fc.assert(
          fc.property(moments, given, (now, hours) => {
            const open = nextOpen(now, { ...hours, zone: 'UTC' }, zone);
            expect([zone, open >= now, isOpen(open, hours)]).toEqual([zone, true, true]);
            // Whoever was moved there is not moved again.
            expect(nextOpen(open, { ...hours, zone: 'UTC' }, zone)).toBe(open);
            // Every change falls on a quarter of an hour: what is closed on all of them is closed between.
            const first = Math.ceil(now / QUARTER) * QUARTER;
            const before = [now, first, first + QUARTER, open - QUARTER, open - 1, (now + open) / 2].filter(
              (moment) => moment >= now && moment < open,
            );
            expect([zone, before.some((moment) => isOpen(moment, hours))]).toEqual([zone, false]);
          }),
          { numRuns: 4 },
        );
      }
      expect(nights).toBeGreaterThan(200);
    },
  );
});
