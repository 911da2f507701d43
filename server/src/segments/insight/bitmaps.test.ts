import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';

import { overlapOf } from '../../../../plugin/src';
import { createMemorySegments } from '../segment-store.memory';
import { createBitmaps } from './bitmaps';
import { createMemoryLog } from './insight.memory';
import { createNumbering } from './numbering';

const open = () => {
  const { store, transact, state } = createMemorySegments();
  let now = 1_000_000;
  const bitmaps = createBitmaps({
    log: createMemoryLog(state),
    now: () => now,
    breathe: async () => undefined,
  });
  const move = (segmentId: string, profileId: string, entered: boolean) =>
    transact(async (tx) => {
      now += 1;
      await store.log(tx, [{ segmentId, profileId, entered, at: now, because: [] }], true);
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
    const shared = async () => overlapOf(await t.bitmaps.read(['a', 'b']));
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
    expect(overlapOf(await t.bitmaps.read(['a', 'b']))).toEqual([
      [1, 1],
      [1, 1],
    ]);
    await t.transact((tx) => t.store.leave(tx, 'a', ['ada']));
    t.wait(3_600_000);
    expect(overlapOf(await t.bitmaps.read(['a', 'b']))).toEqual([
      [0, 0],
      [0, 1],
    ]);
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
