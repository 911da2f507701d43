import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';

import { overlapOf } from '../../../../plugin/src';
import { createMemorySegments } from '../segment-store.memory';
import { createBitmaps } from './bitmaps';
import { createMemoryLog } from './insight.memory';
import { createNumbering } from './numbering';

const open = (many?: number, least?: number) => {
  const { store, transact, state } = createMemorySegments();
  let now = 1_000_000;
  const bitmaps = createBitmaps({
    log: createMemoryLog(state),
    now: () => now,
    breathe: async () => undefined,
    many,
    least,
  });
  /** With the time of a transaction that began some while ago. */
  const move = (segmentId: string, profileId: string, entered: boolean, ago = 0) =>
    transact(async (tx) => {
      now += 1;
      await store.log(tx, [{ segmentId, profileId, entered, at: now - ago, because: [] }], true);
      if (entered) await store.enter(tx, [{ segmentId, profileId, enteredAt: now, parts: '' }]);
      else await store.leave(tx, segmentId, [profileId]);
    });
  return { bitmaps, move, wait: (ms: number) => (now += ms), store, transact };
};

describe('bitmaps of members', () => {
  it('hold whom the segments hold, and follow comings and goings', async () => {
    const t = open();
    for (const id of ['ada', 'bob', 'cleo']) await t.move('a', id, true);
    for (const id of ['bob', 'cleo', 'dan']) await t.move('b', id, true);
    const shared = async () => overlapOf((await t.bitmaps.read(['a', 'b'])).members);
    expect(await shared()).toEqual([
      [3, 2],
      [2, 3],
    ]);
    await t.move('a', 'dan', true);
    await t.move('b', 'cleo', false);
    await t.move('a', 'eve', true);
    await t.move('a', 'eve', false);
    expect(await shared()).toEqual([
      [4, 2],
      [2, 2],
    ]);
    t.wait(600_000);
    await t.move('b', 'ada', true);
    expect(await shared()).toEqual([
      [4, 3],
      [3, 3],
    ]);
  });

  it('know two who became one at once, and what no log tells after an hour', async () => {
    const t = open();
    await t.move('a', 'ada', true);
    await t.move('a', 'ada-2', true);
    await t.move('b', 'ada-2', true);
    await t.bitmaps.read(['a', 'b']);
    await t.transact((tx) => t.store.reassign(tx, 'ada-2', 'ada'));
    t.bitmaps.onMerge('ada-2', 'ada');
    t.wait(120_000);
    expect(overlapOf((await t.bitmaps.read(['a', 'b'])).members)).toEqual([
      [1, 1],
      [1, 1],
    ]);
    await t.transact((tx) => t.store.leave(tx, 'a', ['ada']));
    t.wait(3_600_000);
    expect(overlapOf((await t.bitmaps.read(['a', 'b'])).members)).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  it('are what the segments are, whatever was written between two readings, and say of which moment', async () => {
    const people = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const steps = fc.array(
      fc.oneof(
        {
          weight: 6,
          arbitrary: fc.record({
            segment: fc.constantFrom('a', 'b'),
            person: fc.constantFrom(...people),
            ago: fc.constantFrom(0, 0, 10_000, 50_000),
          }),
        },
        { weight: 1, arbitrary: fc.record({ wait: fc.constantFrom(1, 50_000, 100_000, 4_000_000) }) },
        { weight: 2, arbitrary: fc.constant('read' as const) },
      ),
      { maxLength: 60 },
    );
    const few = fc.constantFrom(1, 20, undefined);
    await fc.assert(
      fc.asyncProperty(steps, few, few, async (all, many, least) => {
        const t = open(many, least);
        const inside = new Map<string, Set<string>>([
          ['a', new Set()],
          ['b', new Set()],
        ]);
        const lastAt = new Map<string, number>();
        for (const step of [...all, 'read' as const]) {
          if (step === 'read') {
            const { members, at } = await t.bitmaps.read(['a', 'b']);
            const [a, b] = [...inside.values()] as [Set<string>, Set<string>];
            const both = [...a].filter((id) => b.has(id)).length;
            expect(overlapOf(members)).toEqual([
              [a.size, both],
              [both, b.size],
            ]);
            expect(at).toBe(t.wait(0));
          } else if ('wait' in step) {
            t.wait(step.wait);
          } else {
            const { segment, person, ago } = step;
            const now = t.wait(0) + 1;
            // Who moves twice holds one lock: the second has the later time.
            const at = Math.max(now - ago, (lastAt.get(`${segment}/${person}`) ?? 0) + 1);
            if (at > now) continue;
            lastAt.set(`${segment}/${person}`, at);
            const own = inside.get(segment)!;
            const isIn = !own.delete(person);
            if (isIn) own.add(person);
            await t.move(segment, person, isIn, now - at);
          }
        }
      }),
    );
  });

  it('number each id once, for good', () => {
    const { numberOf, knownNumberOf } = createNumbering();
    const ids = [...Array.from({ length: 20_000 }, () => v7()), 'p1', 'p2'];
    expect(ids.map(numberOf)).toEqual(ids.map((_, index) => index));
    expect(ids.map(numberOf)).toEqual(ids.map((_, index) => index));
    expect(knownNumberOf(ids[19_999]!)).toBe(19_999);
    expect(knownNumberOf(v7())).toBeUndefined();
    expect(knownNumberOf('p3')).toBeUndefined();
  });
});
