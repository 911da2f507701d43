import { beforeEach, describe, expect, it } from 'vitest';

import type { Transact } from '../../ports';
import type { ImportStore, SegmentImport } from './import-store';

const importOf = (id: string, startedAt = 1): SegmentImport => ({
  id,
  segmentId: 'a',
  actor: 'admin:1',
  state: 'running',
  bytes: 100,
  read: 0,
  rows: 0,
  added: 0,
  already: 0,
  created: 0,
  refused: 0,
  columns: [],
  fault: null,
  startedAt,
  updatedAt: startedAt,
  endedAt: null,
});

/** What every store of imports must do, the fake included. */
export const importStoreSuite = (
  name: string,
  open: () => Promise<{ readonly store: ImportStore; readonly transact: Transact }>,
): void => {
  describe(name, () => {
    let s: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      s = await open();
      await s.store.insert(importOf('1', 1));
      await s.store.insert(importOf('2', 2));
    });

    it('keeps progress while it runs, and its end once', async () => {
      const counts = { read: 50, rows: 5, added: 3, already: 1, created: 2, refused: 1 };
      const columns = [{ name: 'E-Mail', as: 'email' }];
      expect(await s.transact((tx) => s.store.progress(tx, '1', counts, columns, 9))).toBe(true);
      expect(await s.store.get('1')).toEqual({ ...importOf('1'), ...counts, columns, updatedAt: 9 });
      expect(await s.store.end('1', 'failed', 'The file broke off.', 10)).toBe(true);
      expect(await s.store.end('1', 'finished', null, 11)).toBe(false);
      expect(await s.transact((tx) => s.store.progress(tx, '1', counts, columns, 12))).toBe(false);
      expect(await s.store.get('1')).toMatchObject({ state: 'failed', endedAt: 10, updatedAt: 10 });
      expect(await s.store.get('9')).toBeUndefined();
    });

    it('lists the newest first, and forgets the old with what they refused', async () => {
      const rows = Array.from({ length: 450 }, (_, line) => ({
        line: line + 2,
        value: line % 2 === 0 ? 'a…a@e…m' : null,
        reason: 'No email.',
      }));
      await s.transact((tx) => s.store.refuse(tx, '1', rows));
      expect(await s.store.refused('1', 0, 2)).toEqual(rows.slice(0, 2));
      expect(await s.store.refused('1', 449, 10)).toEqual(rows.slice(448));
      expect((await s.store.list('a', 5)).map(({ id }) => id)).toEqual(['2', '1']);
      await s.store.prune('a', 1);
      expect((await s.store.list('a', 5)).map(({ id }) => id)).toEqual(['2']);
      expect(await s.store.refused('1', 0, 2)).toEqual([]);
    });
  });
};
