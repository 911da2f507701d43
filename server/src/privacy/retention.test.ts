import { describe, expect, it } from 'vitest';

import { createRetention } from './retention';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

const open = (rows: number, slowAfter = Number.POSITIVE_INFINITY) => {
  let time = NOW;
  let left = rows;
  const slices: number[] = [];
  const forgotten: string[] = [];
  const strangers = Array.from({ length: 120 }, (_, at) => `s${at}`);
  let pauses = 0;
  const sweep = createRetention({
    aging: [
      {
        table: 'attune_events',
        async endBefore(before, limit) {
          expect(before).toBe(NOW - 30 * DAY);
          slices.push(limit);
          time += limit > slowAfter ? 51 : 0;
          const deleted = Math.min(left, limit);
          left -= deleted;
          return deleted;
        },
      },
    ],
    strangersUnseenSince: async (_time, limit) => strangers.slice(forgotten.length, forgotten.length + limit),
    forget: async (id) => void forgotten.push(id),
    now: () => time,
    pause: async () => void (pauses += 1),
    retentionDays: 30,
  });
  return { sweep, slices, forgotten, left: () => left, pauses: () => pauses };
};

describe('retention', () => {
  it('deletes in slices of at most 500, with a pause between, and forgets strangers whole', async () => {
    const { sweep, slices, forgotten, left, pauses } = open(1_800);
    expect(await sweep()).toEqual({ rows: 1_800, strangers: 120 });
    expect(slices).toEqual([500, 500, 500, 500]);
    expect(left()).toBe(0);
    expect(forgotten).toHaveLength(120);
    expect(pauses()).toBe(3 + 120);
  });

  it('takes smaller slices where the database is slow', async () => {
    const { sweep, slices } = open(1_000, 100);
    await sweep();
    expect(slices.slice(0, 5)).toEqual([500, 250, 125, 62, 124]);
  });

  it('stops when told to, and leaves the rest for the next time', async () => {
    const { sweep, slices, left } = open(5_000);
    await sweep(() => slices.length >= 2);
    expect(left()).toBe(4_000);
    expect(await sweep()).toMatchObject({ rows: 4_000 });
  });
});
