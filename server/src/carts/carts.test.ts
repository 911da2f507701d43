import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CART_EVENTS, cartsOf, type EventFact, type Facts } from '../../../plugin/src';
import type { Tx } from '../ports';
import { createMemoryCarts } from './cart-store.memory';
import { createCarts } from './carts';

const tx = {} as Tx;
const NOW = 100_000_000_000;

const byName = (events: readonly EventFact[]): Facts['events'] => {
  const named: Record<string, EventFact[]> = {};
  for (const event of [...events].sort((a, b) => a.at - b.at)) (named[event.name] ??= []).push(event);
  return named;
};

const open = () => {
  const stored = new Map<string, EventFact[]>();
  let reads = 0;
  const carts = createCarts({
    store: createMemoryCarts(),
    async history(_tx, profileId) {
      reads += 1;
      return byName(stored.get(profileId) ?? []);
    },
    orderedElsewhere: async () => {},
    now: () => NOW,
  });
  const store = (profileId: string, events: readonly EventFact[]) =>
    stored.set(profileId, [...(stored.get(profileId) ?? []), ...events]);
  return {
    ...{ carts, stored, reads: () => reads },
    async came(profileId: string, ...events: EventFact[]) {
      store(profileId, events);
      await carts.take(tx, profileId, events);
    },
    async imported(profileId: string, ...events: EventFact[]) {
      store(profileId, events);
      await carts.take(tx, profileId, [], true);
    },
    async merge(from: string, into: string) {
      store(into, stored.get(from) ?? []);
      stored.delete(from);
      await carts.onMerge(tx, from, into);
    },
  };
};

const event = (name: string, at: number, properties: EventFact['properties'] = {}): EventFact => ({
  ...{ name, at: NOW - 1_000_000 + at },
  properties: { cart_id: 'c1', ...properties },
});
const added = (at: number, product = 'KETTLE') =>
  event('Product Added', at, { product_id: product, price: 10 });

describe('carts of people', () => {
  it('are as their events make them, however these come', async () => {
    const name = fc.constantFrom(...CART_EVENTS);
    const one = fc
      .tuple(name, fc.nat(1_000), fc.constantFrom('c1', 'c2', null), fc.constantFrom('A', 'B'))
      .map(([named, at, cart_id, product_id]) => event(named, at, { cart_id, product_id, price: 5 }));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(one, { selector: ({ at }) => at, maxLength: 20 }), async (events) => {
        const world = open();
        for (const each of events) await world.came('p1', each);
        await world.carts.take(tx, 'p1', [], true);
        expect(await world.carts.of('p1')).toEqual(cartsOf(byName(events)));
      }),
    );
  });

  it('cost a look at the past only where something came late', async () => {
    const { came, carts, reads } = open();
    await came('p1', added(1));
    expect(reads()).toBe(1);
    for (let at = 2; at < 12; at += 1) await came('p1', added(at));
    await came('p1', { name: 'Page Viewed', at: NOW, properties: {} });
    expect(reads()).toBe(1);
    await came('p1', event('Product Removed', 4, { product_id: 'KETTLE', quantity: 2 }));
    expect(reads()).toBe(2);
    expect((await carts.find('p1', 'c1'))?.lines[0]?.quantity).toBe(9);
  });

  it('are taken in from a history, and come along when two become one', async () => {
    const { imported, came, merge, carts } = open();
    await imported('p1', added(1), event('Checkout Started', 2));
    expect(await carts.find('p1', 'c1')).toMatchObject({ state: 'checkout', value: 10 });
    await came('p2', added(5, 'BOWL'));
    await merge('p1', 'p2');
    expect(await carts.of('p1')).toEqual([]);
    expect(await carts.find('p2', 'c1')).toMatchObject({ state: 'updated', value: 20 });
    await merge('p3', 'p2');
    expect(await carts.of('p2')).toHaveLength(1);
  });

  it('are expired when nobody has moved them for a month', async () => {
    const { came, carts } = open();
    await came('p1', event('Product Added', 1_000_000 - 31 * 86_400_000, { product_id: 'KETTLE' }));
    expect(await carts.of('p1')).toMatchObject([{ state: 'expired' }]);
    expect(await carts.find('p1', 'c2')).toBeUndefined();
  });
});
