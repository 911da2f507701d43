import { beforeEach, describe, expect, it } from 'vitest';

import type { SizeStore } from './size-store';
import type { UseStore } from './use-store';

const point = (segmentId: string, at: number, size: number, entered = 0, left = 0) => ({
  segmentId,
  at,
  size,
  entered,
  left,
});

/** What every store of sizes and uses must do, the fakes included. */
export const insightStoresSuite = (
  name: string,
  open: () => Promise<{ readonly sizes: SizeStore; readonly uses: UseStore }>,
): void => {
  describe(name, () => {
    let s: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      s = await open();
    });

    it('keeps an hour once, as it was written last', async () => {
      expect(await s.sizes.newest()).toBeNull();
      await s.sizes.put([point('a', 10, 5, 3), point('a', 30, 4, 0, 1), point('b', 20, 9)]);
      await s.sizes.put([point('a', 10, 6, 4)]);
      expect(await s.sizes.newest()).toBe(30);
      expect(await s.sizes.between('a', 10, 30)).toEqual([point('a', 10, 6, 4), point('a', 30, 4, 0, 1)]);
      expect(await s.sizes.between('a', 11, 29)).toEqual([]);
      expect(await s.sizes.before('a', 30)).toEqual(point('a', 10, 6, 4));
      expect(await s.sizes.before('a', 10)).toBeUndefined();
    });

    it('sums what moved, and forgets what is old', async () => {
      await s.sizes.put([point('a', 10, 5, 3, 1), point('a', 30, 4, 2, 3), point('b', 30, 9, 1)]);
      expect(Object.fromEntries(await s.sizes.sums(10))).toEqual({
        a: { entered: 5, left: 4 },
        b: { entered: 1, left: 0 },
      });
      await s.sizes.prune(11);
      expect(Object.fromEntries(await s.sizes.sums(0))).toMatchObject({ a: { entered: 2, left: 3 } });
    });

    it('remembers when a segment was last asked for', async () => {
      await s.uses.mark(['a', 'b'], 5);
      await s.uses.mark(['b'], 7);
      await s.uses.mark([], 9);
      expect(Object.fromEntries(await s.uses.all())).toEqual({ a: 5, b: 7 });
    });
  });
};
