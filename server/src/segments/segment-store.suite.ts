import { beforeEach, describe, expect, it } from 'vitest';

import type { Transact } from '../ports';
import type { Membership, Segment, Untils } from './segment';
import type { SegmentStore } from './segment-store';

export interface StoreUnderTest {
  readonly store: SegmentStore;
  readonly transact: Transact;
}

const segmentOf = (id: string, createdAt = 1): Segment => ({
  id,
  key: `key-${id}`,
  name: `Segment ${id}`,
  description: "it's “fine”",
  purpose: 'To greet them',
  owner: 'Ada Lovelace',
  folder: 'spring/visitors',
  tags: ['spring', 'visitors'],
  kind: 'live',
  condition: { all: [{ kind: 'trait', where: { country: 'DE' } }] },
  createdAt,
  updatedAt: createdAt,
  conditionAt: 3,
  revision: 1,
  bulk: null,
});

const member = (segmentId: string, profileId: string, enteredAt = 5, parts = ''): Membership => ({
  segmentId,
  profileId,
  enteredAt,
  parts,
});

/** What every store of segments must do, the fake included. `open` gives an empty one. */
export const segmentStoreSuite = (name: string, open: () => Promise<StoreUnderTest>): void => {
  describe(name, () => {
    let s: StoreUnderTest;
    beforeEach(async () => {
      s = await open();
      await s.transact(async (tx) => {
        await s.store.insert(tx, segmentOf('a', 1));
        await s.store.insert(tx, segmentOf('b', 2));
      });
    });
    const enter = (...memberships: Membership[]) => s.transact((tx) => s.store.enter(tx, memberships));

    it('keeps saved groups, and its stamp tells of each change', async () => {
      const group = { key: 'partners', name: 'Partners', values: ['acme', 7], size: 2 };
      const stamps = [await s.store.stamp(null)];
      const change = async (work: Parameters<typeof s.transact>[0]) => {
        await s.transact(work);
        stamps.push(await s.store.stamp(null));
      };
      await change((tx) => s.store.putGroup(tx, { ...group, createdAt: 1, updatedAt: 1 }));
      const other = { key: 'all', name: 'All', values: [], size: 0, createdAt: 2, updatedAt: 2 };
      await change((tx) => s.store.putGroup(tx, other));
      const long = { ...group, values: Array.from({ length: 10_000 }, (_, at) => `value number ${at}`) };
      await change((tx) => s.store.putGroup(tx, { ...long, size: 10_000, createdAt: 1, updatedAt: 3 }));
      expect(await s.store.groups(null, ['partners', 'none'])).toEqual([
        { ...long, size: 10_000, createdAt: 1, updatedAt: 3 },
      ]);
      expect(await s.store.groupHeads(null)).toEqual([
        { key: 'all', name: 'All', size: 0, createdAt: 2, updatedAt: 2 },
        { key: 'partners', name: 'Partners', size: 10_000, createdAt: 1, updatedAt: 3 },
      ]);
      await change((tx) => s.store.deleteGroup(tx, 'all'));
      expect((await s.store.groupHeads(null)).map(({ key }) => key)).toEqual(['partners']);
      expect(new Set(stamps).size).toBe(stamps.length);
    });

    it('keeps segments whole', async () => {
      expect(await s.store.all(null)).toEqual([segmentOf('a', 1), segmentOf('b', 2)]);
      const changed = {
        ...segmentOf('a', 1),
        name: 'Other',
        revision: 2,
        bulk: { done: 0, of: 3, cursor: '' },
      };
      await s.transact((tx) => s.store.update(tx, changed));
      expect((await s.store.all(null))[0]).toEqual(changed);
    });

    it('has another stamp after every change', async () => {
      const stamps = [await s.store.stamp(null)];
      await s.transact((tx) => s.store.update(tx, { ...segmentOf('a', 1), revision: 2 }));
      stamps.push(await s.store.stamp(null));
      await s.transact((tx) => s.store.insert(tx, segmentOf('c', 3)));
      stamps.push(await s.store.stamp(null));
      await s.transact((tx) => s.store.delete(tx, 'c'));
      stamps.push(await s.store.stamp(null));
      expect(new Set(stamps.slice(0, 3)).size).toBe(3);
      expect(stamps[3]).toBe(stamps[1]);
    });

    it('moves a walk once, whoever comes', async () => {
      const bulk = { done: 0, of: 3, cursor: '' };
      await s.transact((tx) => s.store.update(tx, { ...segmentOf('a'), bulk }));
      const next = { ...bulk, done: 2, cursor: 'p2' };
      expect(await s.transact((tx) => s.store.moveBulk(tx, 'a', bulk, next))).toBe(true);
      expect(await s.transact((tx) => s.store.moveBulk(tx, 'a', bulk, next))).toBe(false);
      expect(await s.transact((tx) => s.store.moveBulk(tx, 'a', next, null))).toBe(true);
      expect((await s.store.all(null)).find(({ id }) => id === 'a')?.bulk).toBeNull();
    });

    it('keeps the time somebody entered at, and takes new parts', async () => {
      await enter(member('a', 'p1', 5, '10'));
      await enter(member('a', 'p1', 9, '01'));
      expect(await s.store.membershipsOf(null, ['p1', 'p2'])).toEqual([member('a', 'p1', 5, '01')]);
    });

    it('counts, lists the newest first, and lets people leave', async () => {
      await enter(member('a', 'p1', 5), member('a', 'p2', 6), member('b', 'p1', 7));
      expect(Object.fromEntries(await s.store.sizes())).toEqual({ a: 2, b: 1 });
      expect(await s.store.members('a', 1, 1)).toEqual({ rows: [member('a', 'p2', 6)], total: 2 });
      expect((await s.store.members('a', 2, 1)).rows).toEqual([member('a', 'p1', 5)]);
      await s.transact((tx) => s.store.leave(tx, 'a', ['p1', 'p9']));
      expect(await s.store.membershipsOf(null, ['p1'])).toEqual([member('b', 'p1', 7)]);
    });

    it('keeps comings and goings with their reasons, the newest first', async () => {
      const change = { segmentId: 'a', profileId: 'p1', because: ['4 × "Order Completed"'] };
      await s.transact((tx) => s.store.log(tx, [{ ...change, entered: true, at: 5 }], true));
      await s.transact((tx) => s.store.log(tx, [{ ...change, entered: false, at: 8 }], true));
      expect(await s.store.history('a', 'p1', 5)).toEqual([
        { ...change, entered: false, at: 8 },
        { ...change, entered: true, at: 5 },
      ]);
      expect(await s.store.history('a', 'p1', 1)).toHaveLength(1);
    });

    it('lists the members of a stretch of the base', async () => {
      await enter(member('a', 'p1'), member('a', 'p3'), member('a', 'p2'), member('b', 'p2'));
      expect(await s.store.memberIds(null, 'a', { after: 'p1', upTo: null })).toEqual(['p2', 'p3']);
      expect(await s.store.memberIds(null, 'a', { after: '', upTo: 'p2' })).toEqual(['p1', 'p2']);
    });

    it('tells what was not told yet, once', async () => {
      const change = { segmentId: 'a', profileId: 'p1', because: [] };
      await s.transact(async (tx) => {
        await s.store.log(tx, [{ ...change, entered: true, at: 5 }], false);
        await s.store.log(tx, [{ ...change, entered: false, at: 4 }], true);
        await s.store.log(tx, [{ ...change, entered: false, at: 8 }], false);
        await s.store.log(tx, [{ ...change, profileId: 'p2', entered: true, at: 9 }], false);
      });
      const take = () => s.transact((tx) => s.store.takeUntold(tx, 'p1'));
      expect((await take()).map(({ at }) => at)).toEqual([5, 8]);
      expect(await take()).toEqual([]);
    });

    it('keeps when each answer could change, for those for whom one could', async () => {
      const untils = () => s.transact((tx) => s.store.untils(tx, ['p1', 'p2', 'p3']));
      const keep = (rows: Record<string, Untils>) =>
        s.transact((tx) => s.store.keepUntils(tx, new Map(Object.entries(rows))));
      await keep({ p1: { a: 5, b: 1_790_000_000_000 }, p2: { a: 7 }, p3: {} });
      expect(Object.fromEntries(await untils())).toEqual({
        p1: { a: 5, b: 1_790_000_000_000 },
        p2: { a: 7 },
      });
      await keep({ p1: { a: 6, b: { failed: 3 } } });
      expect((await untils()).get('p1')).toEqual({ a: 6, b: { failed: 3 } });
      await keep({ p1: { a: 6 }, p2: {} });
      expect(Object.fromEntries(await untils())).toEqual({ p1: { a: 6 } });
      await s.transact((tx) => s.store.reassign(tx, 'p1', 'p2'));
      expect((await untils()).size).toBe(0);
    });

    it('takes members and their log along when a segment is deleted', async () => {
      await enter(member('a', 'p1'), member('b', 'p1'));
      await s.transact((tx) => s.store.delete(tx, 'a'));
      expect((await s.store.all(null)).map(({ id }) => id)).toEqual(['b']);
      expect(await s.store.membershipsOf(null, ['p1'])).toEqual([member('b', 'p1')]);
    });

    it('hands what one profile is in over to another, from the earlier time on', async () => {
      await enter(member('a', 'p1', 3), member('a', 'p2', 6, '1'), member('b', 'p1', 7));
      await s.transact((tx) => s.store.reassign(tx, 'p1', 'p2'));
      expect(await s.store.membershipsOf(null, ['p1'])).toEqual([]);
      const rows = [...(await s.store.membershipsOf(null, ['p2']))].sort((x, y) => x.enteredAt - y.enteredAt);
      expect(rows).toEqual([member('a', 'p2', 3, '1'), member('b', 'p2', 7)]);
    });

    it('leaves no trace of what failed', async () => {
      const failing = s.transact(async (tx) => {
        await s.store.enter(tx, [member('a', 'p1')]);
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect(await s.store.membershipsOf(null, ['p1'])).toEqual([]);
    });
  });
};
