import { expect, it } from 'vitest';

import { createPace } from './pace';

it('takes as many at a time as take about so long, within bounds', async () => {
  let now = 0;
  const pace = createPace({ first: 50, least: 20, most: 400, aimMs: 20 }, () => now);
  const work = async (each: number, count = pace.size()) => {
    await pace.timed(count, async () => void (now += each * count));
    return pace.size();
  };
  expect(await work(0.1)).toBe(100);
  expect(await work(0.1)).toBe(200);
  expect(await work(0.1)).toBe(200);
  expect(await work(0.01, 5)).toBe(200);
  expect(await work(10)).toBe(100);
  expect(await work(10, 5)).toBe(50);
  expect([await work(10), await work(10)]).toEqual([25, 20]);
  for (let turn = 0; turn < 9; turn += 1) await work(0);
  expect(pace.size()).toBe(400);
});

it('may grow faster where that is said', async () => {
  let now = 0;
  const pace = createPace({ first: 100, least: 50, most: 1_000, aimMs: 12, growth: 4 }, () => now);
  const work = async (ms: number) => {
    await pace.timed(pace.size(), async () => void (now += ms));
    return pace.size();
  };
  expect([await work(3), await work(24), await work(1), await work(1)]).toEqual([400, 200, 800, 1_000]);
});
