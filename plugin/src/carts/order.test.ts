import { expect, it } from 'vitest';

import type { JsonObject } from '../json';
import { orderOf, refundOf } from './order';

const paid = (properties: JsonObject) => {
  const { cents, currency } = orderOf({ name: 'Order Completed', at: 5, properties }) ?? {};
  return [cents, currency];
};

it('reads what was paid where shops say it, and in what', () => {
  expect(paid({ total: 27.5, revenue: 25, value: 30, currency: 'usd' })).toEqual([2_750, 'USD']);
  expect(paid({ revenue: '25.00', value: 30, currency: 'EUR' })).toEqual([2_500, 'EUR']);
  expect(paid({ total: 'a lot', value: 30, currency: 'euros' })).toEqual([3_000, null]);
  expect(paid({ total: 0, value: 30 })).toEqual([0, null]);
  expect(paid({ products: [{ product_id: 'A', price: 9.99, quantity: 3 }, { product_id: 'B' }] })).toEqual([
    2_997,
    null,
  ]);
  expect(paid({ total: -5 })).toEqual([0, null]);
});

it('knows an order by its id, and no other event as one', () => {
  const order = { name: 'Order Completed', at: 5, properties: { order_id: 17 } };
  expect(orderOf(order)).toEqual({ id: '17', at: 5, cents: 0, currency: null });
  expect(orderOf({ ...order, properties: { order_id: '' } })?.id).toBeNull();
  expect(orderOf({ ...order, name: 'Order Updated' })).toBeUndefined();
});

it('reads what was given back, and all of it where nothing else is said', () => {
  const back = (properties: JsonObject, name = 'Order Refunded') =>
    refundOf({ name, at: 5, properties: { order_id: 17, ...properties } });
  expect(back({ total: 19.98, currency: 'eur' })).toEqual({
    ...{ orderId: '17', id: null, at: 5, cents: 1_998, currency: 'EUR' },
  });
  expect(back({ refund_id: 9 })?.id).toBe('9');
  expect(back({ revenue: '-5' })?.cents).toBe(500);
  expect(back({ products: [{ product_id: 'A', price: 9.99, quantity: 2 }] })?.cents).toBe(1_998);
  expect(back({})?.cents).toBeNull();
  expect(back({ total: '', value: ' ' })?.cents).toBeNull();
  expect(back({ total: 19.98 }, 'Order Cancelled')?.cents).toBeNull();
  expect(back({ order_id: '' })).toBeUndefined();
  expect(back({ total: 5 }, 'Order Updated')).toBeUndefined();
});
