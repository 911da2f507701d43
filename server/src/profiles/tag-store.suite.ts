import { beforeEach, describe, expect, it } from 'vitest';

import type { Transact } from '../ports';
import type { TagStore } from './tag-store';

/** What every store of tags must do, the fake included. */
export const tagStoreSuite = (
  name: string,
  open: () => Promise<{ readonly store: TagStore; readonly transact: Transact }>,
): void => {
  describe(name, () => {
    let s: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      s = await open();
    });
    const add = (profileId: string, tag: string) => s.transact((tx) => s.store.add(tx, profileId, tag, 1));

    it('keeps each tag of a person once', async () => {
      expect([await add('p1', 'vip'), await add('p1', 'vip'), await add('p1', 'Ärzte')]).toEqual([
        true,
        false,
        true,
      ]);
      expect(await s.store.of(null, 'p1')).toEqual(['vip', 'Ärzte']);
      expect(await s.transact((tx) => s.store.remove(tx, 'p1', 'vip'))).toBe(true);
      expect(await s.transact((tx) => s.store.remove(tx, 'p1', 'vip'))).toBe(false);
      expect(await s.transact((tx) => s.store.of(tx, 'p1'))).toEqual(['Ärzte']);
      expect(await s.store.of(null, 'p2')).toEqual([]);
    });

    it('unites the tags of two who became one, and counts', async () => {
      for (const [who, tag] of [
        ['p1', 'vip'],
        ['p1', 'new'],
        ['p2', 'vip'],
        ['p3', 'vip'],
      ] as const) {
        await add(who, tag);
      }
      await s.transact((tx) => s.store.move(tx, 'p1', 'p2'));
      expect(await s.store.of(null, 'p1')).toEqual([]);
      expect(await s.store.of(null, 'p2')).toEqual(['new', 'vip']);
      expect(await s.store.counts()).toEqual([
        { tag: 'new', count: 1 },
        { tag: 'vip', count: 2 },
      ]);
    });
  });
};
