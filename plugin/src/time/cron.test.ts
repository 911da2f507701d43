import { Cron } from 'croner';
import { describe, expect, it } from 'vitest';

import { isCron, isZone, nextCronTimes } from './cron';

const times = (expression: string, zone: string, after: string, count: number) =>
  nextCronTimes(expression, zone, Date.parse(after), count).map((at) => new Date(at).toISOString());

describe('cron', () => {
  it('knows what it can read', () => {
    for (const good of ['0 9 * * 1', '*/15 8-18 * * 1-5', '0 0 1,15 * *', '5 4 * * 7', '0 2 29 2 *']) {
      expect(isCron(good), good).toBe(true);
    }
    for (const bad of [
      '',
      '* * * *',
      '60 * * * *',
      '0 24 * * *',
      '0 9 0 * *',
      '*/0 * * * *',
      '5-1 * * * *',
      'x',
    ]) {
      expect(isCron(bad), bad).toBe(false);
    }
    expect([isZone('Europe/Vienna'), isZone('Mars/Olympus')]).toEqual([true, false]);
  });

  it('names a time once on the night that has it twice, and not on the night that lacks it', () => {
    expect(times('30 2 * * *', 'Europe/Vienna', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(times('30 2 * * *', 'Europe/Vienna', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('loses no passing hour on either night', () => {
    for (const day of ['2026-03-29', '2026-10-25']) {
      const found = nextCronTimes('*/15 * * * *', 'Europe/Vienna', Date.parse(`${day}T00:00:00Z`) - 1, 40);
      expect(found).toEqual(
        Array.from({ length: 40 }, (_, n) => Date.parse(`${day}T00:00:00Z`) + n * 900_000),
      );
    }
  });

  it('agrees with another reader of cron away from those nights', () => {
    const zones = ['UTC', 'Europe/Vienna', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
    const expressions = ['0 9 * * 1', '*/20 7-9 * * *', '15 10 1,15 * *', '0 0 13 * 5', '5 23 * 6-8 0'];
    const after = new Date('2026-05-05T05:05:05Z');
    for (const zone of zones) {
      for (const expression of expressions) {
        const oracle = new Cron(expression, { timezone: zone, paused: true });
        expect(nextCronTimes(expression, zone, after.getTime(), 12), `${expression} ${zone}`).toEqual(
          oracle.nextRuns(12, after).map((date) => date.getTime()),
        );
      }
    }
  });

  it('gives nothing for what never comes', () => {
    expect(nextCronTimes('0 0 31 2 *', 'UTC', 0)).toEqual([]);
  });
});
