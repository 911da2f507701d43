import { describe, expect, it } from 'vitest';

import { createCalendar } from './calendar';

const HOUR = 3_600_000;
const zones = Intl.supportedValuesOf('timeZone');

/** The date by Intl, which knows nothing of luxon. */
const dateIn = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return (at: number): string => format.format(at);
};

describe('today', () => {
  it('is from the first to the last moment of a date, in every zone, on the nights that clocks change', () => {
    const calendar = createCalendar();
    for (const zone of zones) {
      const dateAt = dateIn(zone);
      // Each hour about the changes of 2026: March and April, September, October and November.
      for (const day of ['03-08', '03-29', '04-05', '04-25', '09-06', '09-27', '10-04', '10-25', '11-01']) {
        const noon = Date.parse(`2026-${day}T12:00:00Z`);
        for (let at = noon - 30 * HOUR; at < noon + 18 * HOUR; at += 8 * HOUR) {
          const { from, to } = calendar('today', at, zone);
          const date = dateAt(at);
          expect([zone, at, from <= at && at < to]).toEqual([zone, at, true]);
          expect([zone, dateAt(from), dateAt(to - 1)]).toEqual([zone, date, date]);
          expect([zone, dateAt(from - 1) === date, dateAt(to) === date]).toEqual([zone, false, false]);
        }
      }
    }
  });
});
