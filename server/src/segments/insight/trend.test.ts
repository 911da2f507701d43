import { describe, expect, it } from 'vitest';

import { createMemorySegments } from '../segment-store.memory';
import { createMemoryLog, createMemorySizes } from './insight.memory';
import { createTrend } from './trend';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = 100 * DAY;

const open = () => {
  const { store, transact, state } = createMemorySegments();
  let now = START;
  const trend = createTrend({
    sizes: createMemorySizes(),
    log: createMemoryLog(state),
    sizesNow: () => store.sizes(),
    segmentIds: async () => ['a'],
    now: () => now,
    breathe: async () => undefined,
  });
  const move = (profileId: string, entered: boolean) =>
    transact(async (tx) => {
      await store.log(tx, [{ segmentId: 'a', profileId, entered, at: now, because: [] }], true);
      if (entered) await store.enter(tx, [{ segmentId: 'a', profileId, enteredAt: now, parts: '' }]);
      else await store.leave(tx, 'a', [profileId]);
    });
  return { trend, move, at: (time: number) => (now = time) };
};

describe('the trend of a segment', () => {
  it('keeps each hour that had moves with its size, and shows the one under way', async () => {
    const t = open();
    t.at(START + HOUR / 2);
    await t.move('ada', true);
    await t.move('bob', true);
    t.at(START + 3.5 * HOUR);
    await t.move('cleo', true);
    await t.move('bob', false);
    t.at(START + 5.5 * HOUR);
    await t.trend.record();
    await t.move('dan', true);
    expect(await t.trend.points('a', START, START + DAY)).toEqual([
      { at: START, size: 2, entered: 2, left: 0 },
      { at: START + 3 * HOUR, size: 2, entered: 1, left: 1 },
      { at: START + 4 * HOUR, size: 2, entered: 0, left: 0 },
      { at: START + 5.5 * HOUR, size: 3, entered: 1, left: 0 },
    ]);
    expect((await t.trend.moves(7))('a')).toEqual({ entered: 4, left: 1 });
  });

  it('counts every move once, however often hours are recorded and processes rest', async () => {
    const t = open();
    let moves = 0;
    for (let hour = 0; hour < 200; hour += 7) {
      t.at(START + hour * HOUR + 1_000);
      await t.move(`p${hour}`, true);
      moves += 1;
      if (hour % 3 === 0) {
        t.at(START + hour * HOUR + HOUR / 2);
        await t.trend.record();
        await t.trend.record();
      }
      expect((await t.trend.moves(60))('a')).toEqual({ entered: moves, left: 0 });
    }
    const points = await t.trend.points('a', START, START + 300 * HOUR);
    expect(points.reduce((sum, { entered }) => sum + entered, 0)).toBe(moves);
    const sizes = points.map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(sizes.at(-1)).toBe(moves);
  });

  it('draws at most thirty points, the last one now', async () => {
    const t = open();
    await t.trend.record();
    for (let day = 0; day < 40; day += 1) {
      t.at(START + day * DAY + HOUR);
      await t.move(`p${day}`, true);
      t.at(START + day * DAY + 3 * HOUR);
      await t.trend.record();
    }
    const line = await t.trend.sparkline('a', 40);
    expect(line).toHaveLength(30);
    expect(line.at(-1)).toBe(40);
    expect(line).toEqual([...line].sort((a, b) => a - b));
    expect(await open().trend.sparkline('a', 3)).toEqual([3]);
  });
});
