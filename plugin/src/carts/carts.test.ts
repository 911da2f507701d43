import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../json';
import { foldCarts, MOST_CARTS } from './fold';

let clock = 0;
const event = (name: string, properties: JsonObject = {}) => ({
  name,
  at: (clock += 1_000),
  properties: { cart_id: 'c1', ...properties },
});
const kettle = { product_id: 'KETTLE', price: 49.9 };
const filter = { product_id: 'FILTER', price: '8.95' };
const only = (...events: ReturnType<typeof event>[]) => foldCarts([], events)[0];

describe('a cart', () => {
  it('goes from open to ordered', () => {
    const steps = [
      [event('Product Added', kettle), 'open', 49.9],
      [event('Product Added', { ...filter, quantity: 2, currency: 'eur' }), 'updated', 67.8],
      [event('Product Removed', { product_id: 'FILTER', quantity: 1 }), 'updated', 58.85],
      [event('Cart Viewed'), 'updated', 58.85],
      [event('Checkout Started'), 'checkout', 58.85],
      [event('Cart Viewed'), 'checkout', 58.85],
      [event('Order Completed'), 'ordered', 58.85],
      [event('Cart Viewed', { products: [] }), 'ordered', 58.85],
      [event('Checkout Step Completed', { products: [kettle] }), 'ordered', 58.85],
      [event('Product Added', kettle), 'open', 49.9],
      [event('Product Removed', { product_id: 'KETTLE' }), 'emptied', 0],
      [event('Cart Viewed', { products: [filter] }), 'open', 8.95],
    ] as const;
    steps.forEach(([last, state, value], index) => {
      const cart = only(...steps.slice(0, index + 1).map(([each]) => each));
      expect([last.name, cart?.state, cart?.value]).toEqual([last.name, state, value]);
      if (state !== 'ordered') expect(cart?.movedAt).toBe(last.at);
    });
  });

  it('is what the shop lists, and worth what the shop says', () => {
    const listed = { products: [kettle, kettle, { price: 3 }, 'nonsense'], value: 90 };
    expect(only(event('Product Added', { ...filter, ...listed }))).toMatchObject({
      lines: [{ productId: 'KETTLE', quantity: 2, price: 49.9 }],
      value: 90,
      currency: null,
    });
    expect(only(event('Cart Viewed', { ...listed, value: 'a lot', currency: 'money' }))).toMatchObject({
      value: 99.8,
      currency: null,
    });
  });

  it('is none where an event names none, but an order without a name is of all', () => {
    expect(foldCarts([], [event('Product Added', { ...kettle, cart_id: null })])).toEqual([]);
    const two = [event('Product Added', kettle), event('Product Added', { ...kettle, cart_id: 'c2' })];
    const checkout = foldCarts([], [...two, event('Checkout Started', { cart_id: null })]);
    expect(checkout.map(({ id, state }) => `${id} ${state}`)).toEqual(['c2 checkout', 'c1 open']);
    const ordered = foldCarts([], [...two, event('Order Completed', { cart_id: null })]);
    expect(ordered.map(({ state }) => state)).toEqual(['ordered', 'ordered']);
    const lists = { cart_id: null, order_id: 'O1', products: [filter] };
    const listed = foldCarts([], [...two, event('Order Completed', lists)]);
    expect(listed.map(({ lines }) => lines[0]?.productId)).toEqual(['KETTLE', 'KETTLE']);
    expect(foldCarts([], [event('Order Completed', lists)])).toMatchObject([
      { id: 'order O1', state: 'ordered', value: 8.95 },
    ]);
  });

  it('bears hostile events', () => {
    const hostile = [
      event('Product Added', { product_id: '__proto__', quantity: -5, price: -1 }),
      event('Product Added', { product_id: 'KETTLE', quantity: 1e12, price: '1e400' }),
      event('Cart Viewed', { products: { length: 3 }, value: -4 }),
      event('constructor', kettle),
    ];
    expect(only(...hostile)).toMatchObject({
      value: 0,
      lines: [
        { productId: '__proto__', quantity: 1, price: null },
        { productId: 'KETTLE', quantity: 999, price: null },
      ],
    });
    const many = Array.from({ length: 300 }, (_, index) =>
      event('Product Added', { ...kettle, cart_id: index }),
    );
    const carts = foldCarts([], many);
    expect(carts).toHaveLength(MOST_CARTS);
    expect(carts[0]?.id).toBe('299');
    const products = Array.from({ length: 300 }, (_, index) => ({ product_id: `p${index}` }));
    expect(only(event('Cart Viewed', { products }))?.lines).toHaveLength(50);
  });
});
