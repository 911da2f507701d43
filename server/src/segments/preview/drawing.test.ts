import { describe, expect, it } from 'vitest';

import { createDrawing, errorOf } from './drawing';
import { createMemoryPeople } from '../people.memory';

const breathe = async (): Promise<void> => undefined;

const baseOf = (size: number) => {
  const people = createMemoryPeople();
  for (let n = 0; n < size; n += 1) people.put({ id: `p${String(n).padStart(6, '0')}` });
  return people;
};

describe('drawing from the base', () => {
  it.each([0, 1, 99, 100, 101, 1_000, 2_345])('reads %i people whole, each once', async (size) => {
    const draw = createDrawing({ people: baseOf(size), clock: () => 0, breathe });
    const seen: string[] = [];
    const { whole } = await draw({ of: size, longestMs: Infinity }, async (ids) => {
      seen.push(...ids);
      return { found: 0, judged: ids.length };
    });
    expect([whole, seen.length, new Set(seen).size]).toEqual([true, size, size]);
  });

  it('draws everybody of a large base where it shall be exact', async () => {
    const draw = createDrawing({ people: baseOf(25_423), clock: () => 0, breathe });
    const seen = new Set<string>();
    let drawn = 0;
    const { whole } = await draw({ of: 25_423, longestMs: 1, exact: true }, async (ids) => {
      for (const id of ids) seen.add(id);
      drawn += ids.length;
      return { found: 0, judged: ids.length };
    });
    expect([whole, drawn, seen.size]).toEqual([true, 25_423, 25_423]);
  });

  it('stops when its time is over, having been all over the base', async () => {
    let now = 0;
    const draw = createDrawing({ people: baseOf(20_000), clock: () => (now += 1), breathe });
    const places: number[] = [];
    const { slices, whole } = await draw({ of: 20_000, longestMs: 40 }, async (ids) => {
      places.push(Number(ids[0]?.slice(1)) / 20_000);
      return { found: 1, judged: ids.length };
    });
    expect(whole).toBe(false);
    expect(slices.length).toBeLessThan(60);
    for (const tenth of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      expect(places.some((place) => Math.floor(place * 10) === tenth)).toBe(true);
    }
  });
});

it('makes do with fewer slices where a rough share is wanted', async () => {
  let now = 0;
  const draw = createDrawing({ people: baseOf(20_000), clock: () => (now += 1_000), breathe });
  const drawn = async (fewest?: number) =>
    (await draw({ of: 20_000, longestMs: 1, fewest }, async (ids) => ({ found: 1, judged: ids.length })))
      .slices;
  expect([(await drawn()).length, (await drawn(3)).length]).toEqual([10, 3]);
  const small = createDrawing({ people: baseOf(950), clock: () => (now += 1_000), breathe });
  const judge = async (ids: readonly string[]) => ({ found: 1, judged: ids.length });
  expect((await small({ of: 950, longestMs: 1, fewest: 3 }, judge)).whole).toBe(true);
});

describe('the error of an estimate', () => {
  /** A small generator of chance of its own, so that a run is as another. */
  const chance = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };

  it.each([
    ['people who are alike', 0],
    ['neighbours who are alike', 0.9],
  ])('holds the size 19 times in 20 of %s', (_what, alike) => {
    const random = chance(42);
    let held = 0;
    for (let round = 0; round < 400; round += 1) {
      const share = 0.05 + random() * 0.5;
      const base = Array.from({ length: 500 }, () => {
        const own = random() < alike ? Number(random() < share) : share;
        return Array.from({ length: 100 }, () => random() < own).filter(Boolean).length;
      });
      const size = base.reduce((sum, found) => sum + found, 0);
      const slices = Array.from({ length: 100 }, () => ({
        found: base[Math.floor(random() * base.length)] ?? 0,
        judged: 100,
      }));
      const estimate = (slices.reduce((sum, { found }) => sum + found, 0) / 10_000) * 50_000;
      if (Math.abs(estimate - size) <= errorOf(slices, 50_000)) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.9);
  });

  it('is the whole base where nobody was judged', () => {
    expect(errorOf([], 1_000)).toBe(1_000);
  });
});
