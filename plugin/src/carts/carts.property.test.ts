import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cartAt, CART_LASTS, isLive, type Cart } from './cart';
import { CART_EVENTS, cartsOf, foldCarts } from './fold';
import type { EventFact } from '../conditions';
import type { JsonObject } from '../json';

const product = fc.constantFrom('KETTLE', 'FILTER', 'BOWL');
const quantity = fc.integer({ min: 1, max: 4 });
const priced = fc.record({ product_id: product, quantity, price: fc.constantFrom(10, 2.5, 99.99) });
const cartId = fc.constantFrom('c1', 'c2', 'c3');

const properties: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.option(cartId, { nil: undefined }),
    priced,
    fc.option(fc.array(priced, { maxLength: 3 }), { nil: undefined }),
  )
  .map(([cart_id, own, products]) => ({
    ...own,
    ...(cart_id ? { cart_id } : {}),
    ...(products ? { products } : {}),
  }));

/** Each a moment after the other, as a browser sends them; some are about nothing of the sort. */
const history = fc
  .array(
    fc.tuple(fc.constantFrom(...CART_EVENTS, 'Page Viewed'), properties, fc.integer({ min: 1, max: 9 })),
    {
      maxLength: 30,
    },
  )
  .map((list) => {
    let at = 1_000;
    return list.map(([name, props, step]): EventFact => ({ name, at: (at += step), properties: props }));
  });

const worth = (cart: Cart): number =>
  Math.round(cart.lines.reduce((sum, line) => sum + (line.price ?? 0) * line.quantity, 0) * 100) / 100;

describe('carts, by any history', () => {
  it('are the same folded at once, in two parts, or read from the events by name', () => {
    fc.assert(
      fc.property(history, fc.nat(30), (events, cut) => {
        const whole = foldCarts([], events);
        expect(foldCarts(foldCarts([], events.slice(0, cut)), events.slice(cut))).toEqual(whole);
        const byName: Record<string, EventFact[]> = {};
        for (const event of events) (byName[event.name] ??= []).push(event);
        expect(cartsOf(byName)).toEqual(whole);
        expect(foldCarts([], [...events].reverse())).toEqual(whole);
      }),
    );
  });

  it('hold whole pieces and are worth what is in them', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const cart of foldCarts([], events)) {
          for (const line of cart.lines) expect(line.quantity).toBeGreaterThanOrEqual(1);
          expect(new Set(cart.lines.map(({ productId }) => productId)).size).toBe(cart.lines.length);
          expect(cart.value).toBeCloseTo(worth(cart), 6);
          expect(cart.openedAt).toBeLessThanOrEqual(cart.movedAt);
          if (cart.state === 'open' || cart.state === 'updated') expect(cart.lines).not.toEqual([]);
          if (cart.state === 'emptied') expect(cart.lines).toEqual([]);
        }
      }),
    );
  });

  it('are over with an order: of its cart, or of all where it names none, until something is put in', () => {
    fc.assert(
      fc.property(history, fc.option(cartId, { nil: undefined }), history, (before, id, after) => {
        const order: EventFact = {
          name: 'Order Completed',
          at: 100_000,
          properties: id ? { cart_id: id } : {},
        };
        const onlyLooks = after
          .filter(({ name }) => !['Product Added'].includes(name))
          .map((event) => ({ ...event, at: event.at + 200_000 }));
        const carts = foldCarts([], [...before, order, ...onlyLooks]);
        const known = new Set(
          foldCarts([], before)
            .filter(isLive)
            .map((cart) => cart.id),
        );
        for (const cart of carts) {
          if (id === undefined ? known.has(cart.id) : cart.id === id) expect(cart.state).toBe('ordered');
        }
        const filled: EventFact = {
          ...{ name: 'Product Added', at: 900_000 },
          properties: { cart_id: 'c1', product_id: 'BOWL', price: 3 },
        };
        const again = foldCarts(carts, [order, filled].slice(1)).find((cart) => cart.id === 'c1');
        expect(again && isLive(again)).toBe(true);
      }),
    );
  });

  it('expire by the clock, and only those that were live', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 2 * CART_LASTS }), (events, later) => {
        for (const cart of foldCarts([], events)) {
          const now = cart.movedAt + later;
          const expired = isLive(cart) && later >= CART_LASTS;
          expect(cartAt(cart, now)).toEqual(expired ? { ...cart, state: 'expired' } : cart);
        }
      }),
    );
  });
});
