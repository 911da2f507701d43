import { beforeEach, describe, expect, it } from 'vitest';

import type { Cart } from '../../../plugin/src';
import type { Transact } from '../ports';
import type { CartStore } from './cart-store';

const cart = (id: string, movedAt: number, more: Partial<Cart> = {}): Cart => ({
  ...{ id, state: 'updated', value: 67.85, currency: 'EUR', openedAt: 1, movedAt },
  lines: [{ productId: 'KETTLE', quantity: 2, price: null }],
  ...more,
});

/** What every store of carts must do, the fake included. */
export const cartStoreSuite = (
  name: string,
  open: () => Promise<{ readonly store: CartStore; readonly transact: Transact }>,
): void => {
  describe(name, () => {
    let s: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      s = await open();
    });
    const replace = (profileId: string, carts: readonly Cart[]) =>
      s.transact((tx) => s.store.replace(tx, profileId, carts));

    it('keeps what it is given, the last moved first', async () => {
      const [old, young] = [cart('c1', 5), cart('C1', 1_764_000_000_000, { currency: null, lines: [] })];
      await replace('p1', [old, young]);
      await replace('p2', [old]);
      expect(await s.store.of(null, 'p1')).toEqual([young, old]);
      expect(await s.transact((tx) => s.store.of(tx, 'p2'))).toEqual([old]);
      expect(await s.store.of(null, 'p3')).toEqual([]);
    });

    it('adds up what was ordered since, of the newest orders', async () => {
      const ordered = (id: string, movedAt: number, productId: string, quantity: number) =>
        cart(id, movedAt, { state: 'ordered', lines: [{ productId, quantity, price: 1 }] });
      await replace('p1', [
        ordered('c1', 100, 'KETTLE', 2),
        ordered('c2', 300, 'FILTER', 5),
        cart('c3', 300),
        ordered('c4', 99, 'BOWL', 9),
      ]);
      await replace('p2', [ordered('c1', 200, 'KETTLE', 1)]);
      const sold = async (since: number, most: number) => [...(await s.store.soldSince(since, most))].sort();
      expect(await sold(100, 10)).toEqual([
        ['FILTER', 5],
        ['KETTLE', 3],
      ]);
      expect(await sold(100, 2)).toEqual([
        ['FILTER', 5],
        ['KETTLE', 1],
      ]);
      expect(await sold(301, 10)).toEqual([]);
    });

    it('knows which carts a device was led to, until it is asked', async () => {
      const note = (anonymousId: string, profileId: string, cartId: string) =>
        s.transact((tx) => s.store.noteOpened(tx, anonymousId, { profileId, cartId }, 5));
      const taken = async (anonymousId: string, cartId: string | null) =>
        (await s.transact((tx) => s.store.takeOpened(tx, anonymousId, cartId)))
          .map(({ profileId, cartId: id }) => `${profileId} ${id}`)
          .sort();
      await note('d1', 'p1', 'c1');
      await note('d1', 'p1', 'c1');
      await note('d1', 'p2', 'c1');
      await note('d1', 'p1', 'C1');
      await note('d2', 'p1', 'c1');
      expect(await taken('d1', 'c2')).toEqual([]);
      expect(await taken('d1', 'c1')).toEqual(['p1 c1', 'p2 c1']);
      expect(await taken('d1', 'c1')).toEqual([]);
      expect(await taken('d1', null)).toEqual(['p1 C1']);
      expect(await taken('d2', null)).toEqual(['p1 c1']);
    });

    it('keeps these and no others', async () => {
      await replace('p1', [cart('c1', 5), cart('c2', 6), cart('c3', 7)]);
      const next = [cart('c4', 9), cart('c2', 8, { state: 'ordered', value: 0.1 }), cart('c1', 5)];
      await replace('p1', next);
      expect(await s.store.of(null, 'p1')).toEqual(next);
      await replace('p1', []);
      expect(await s.store.of(null, 'p1')).toEqual([]);
    });
  });
};
