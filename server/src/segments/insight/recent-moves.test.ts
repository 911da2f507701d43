import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Moves } from './membership-log';
import { createRecentMoves } from './recent-moves';

const HOUR = 3_600_000;
const START = 100 * HOUR;

interface Move {
  readonly segmentId: string;
  readonly at: number;
  readonly entered: boolean;
}

/** A log that counts what it is asked for, and how much of it at most at once. */
const open = (many?: number) => {
  const moves: Move[] = [];
  const asked = { rows: 0, most: 0, ends: 0 };
  let now = START;
  const sumsOf = (list: readonly Move[]): readonly Moves[] => {
    const sums = new Map<string, Moves>();
    for (const { segmentId, at, entered } of list) {
      const hour = Math.floor(at / HOUR) * HOUR;
      const key = `${hour}/${segmentId}`;
      const { entered: came, left } = sums.get(key) ?? { entered: 0, left: 0 };
      sums.set(key, {
        segmentId,
        at: hour,
        entered: came + (entered ? 1 : 0),
        left: left + (entered ? 0 : 1),
      });
    }
    return [...sums.values()];
  };
  const between = (from: number, to: number) => moves.filter(({ at }) => at >= from && at < to);
  const recent = createRecentMoves({
    log: {
      async movesByHour(from, to) {
        const found = between(from, to);
        asked.rows += found.length;
        asked.most = Math.max(asked.most, found.length);
        return sumsOf(found);
      },
      countMoves: async (from, to) => between(from, to).length,
      async endOfMoves(from, to, most) {
        asked.ends += 1;
        const next = between(from, to)
          .map(({ at }) => at)
          .sort((a, b) => a - b)[most];
        return next === undefined ? to : Math.max(next, from + 1);
      },
    },
    now: () => now,
    breathe: async () => undefined,
    many,
  });
  const inOrder = (list: readonly Moves[]) =>
    [...list].sort((a, b) => a.at - b.at || (a.segmentId < b.segmentId ? -1 : 1));
  return {
    recent,
    asked,
    add: (move: Move) => void moves.push(move),
    at: (time: number) => void (now = time),
    /** What one question over the whole log would say. */
    plain: (hour: number) => inOrder(sumsOf(between(hour, now + 1))),
    read: async (hour: number) => inOrder(await recent.since(hour)),
  };
};

describe('recent moves', () => {
  it('are what one look over the whole log would find, whenever one looks', async () => {
    const step = fc.record({
      after: fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 2 * HOUR })),
      moves: fc.array(fc.record({ segmentId: fc.constantFrom('a', 'b'), entered: fc.boolean() }), {
        maxLength: 4,
      }),
      /** Written in the time of a transaction that began so long ago. */
      late: fc.integer({ min: 0, max: 59_000 }),
      back: fc.integer({ min: 0, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, many) => {
          const t = open(many);
          let now = START;
          for (const { after, moves, late, back } of steps) {
            now += after;
            t.at(now);
            for (const move of moves) t.add({ ...move, at: Math.max(START, now - late) });
            const hour = Math.floor(now / HOUR) * HOUR - back * HOUR;
            expect(await t.read(hour)).toEqual(t.plain(hour));
          }
        },
      ),
    );
  });

  it('are added up once, and few at a time', async () => {
    const t = open();
    for (let second = 0; second < 600; second += 1) {
      for (let more = 0; more < 100; more += 1) {
        t.add({ segmentId: 'a', at: START + second * 1_000 + more, entered: true });
      }
    }
    t.at(START + 700_000);
    await t.read(START);
    expect(t.asked.most).toBeLessThanOrEqual(2_000);
    const { rows, ends } = t.asked;
    for (let look = 0; look < 10; look += 1) await t.read(START);
    expect(t.asked.rows - rows).toBe(0);
    // One stretch for the last minute: while a walk goes on, each question waits for a slice of it.
    expect(t.asked.ends - ends).toBe(10);
  });

  it('of the last minute are added up once too, save where one is written in late', async () => {
    const t = open();
    for (let second = 0; second < 50; second += 1) {
      for (let more = 0; more < 3_000; more += 1) {
        t.add({ segmentId: 'a', at: START + second * 1_000 + more, entered: true });
      }
    }
    t.at(START + 53_000);
    await t.read(START);
    const { rows } = t.asked;
    await t.read(START);
    expect(t.asked.rows - rows).toBeLessThan(2_001);
    t.add({ segmentId: 'a', at: START + 45_000, entered: false });
    expect(await t.read(START)).toEqual(t.plain(START));
  });
});
