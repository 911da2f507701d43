import { describe, expect, it } from 'vitest';

import { noFacts, type EventFact, type Json, type JsonObject } from '../../../../plugin/src';
import { createMemoryPeople } from '../people.memory';
import { createProducts, productIdsIn, withProducts, type ProductStore } from './products';

const ENTRIES: Readonly<Record<string, JsonObject>> = {
  a: { margin: 0.5 },
  b: { margin: 0.1 },
  7: { margin: 0.7 },
};

const open = (entries = new Map(Object.entries(ENTRIES)), most?: number) => {
  let time = 0;
  const asked: (readonly string[])[] = [];
  const store: ProductStore = {
    sample: async (limit) => [...entries.values()].slice(0, limit),
    async find(_tx, ids) {
      asked.push(ids);
      return new Map(ids.flatMap((id) => (entries.has(id) ? [[id, entries.get(id) as JsonObject]] : [])));
    },
  };
  return {
    entries,
    asked,
    store,
    later: (ms: number) => void (time += ms),
    products: createProducts({ store, now: () => time, most }),
  };
};

const event = (at: number, product?: string | number): EventFact => ({
  name: 'Product Viewed',
  at,
  properties: product === undefined ? {} : { product_id: product },
});

describe('products', () => {
  it('are asked for once a minute, those that do not exist too', async () => {
    const { products, asked, later } = open();
    expect(await products.of(null, new Set(['a', 'none']))).toEqual({ a: { margin: 0.5 } });
    later(59_999);
    expect(await products.of(null, new Set(['a', 'b', 'none']))).toEqual({
      a: { margin: 0.5 },
      b: { margin: 0.1 },
    });
    later(1);
    await products.of(null, new Set(['a']));
    expect(asked).toEqual([['a', 'none'], ['b'], ['a']]);
  });

  it('are forgotten when an entry is written, also while they are being asked for', async () => {
    const { products, entries, store } = open();
    await products.of(null, new Set(['a']));
    entries.set('a', { margin: 0.9 });
    products.forget();
    expect(await products.of(null, new Set(['a']))).toEqual({ a: { margin: 0.9 } });
    const slow = createProducts({
      now: () => 0,
      store: {
        ...store,
        async find(tx, ids) {
          const found = await store.find(tx, ids);
          entries.set('b', { margin: 0.2 });
          slow.forget();
          return found;
        },
      },
    });
    await slow.of(null, new Set(['b']));
    expect(await slow.of(null, new Set(['b']))).toEqual({ b: { margin: 0.2 } });
  });

  it('are remembered in a bounded number, the newest', async () => {
    const { products, asked } = open(undefined, 2);
    for (const id of ['a', 'b', '7', 'b', '7', 'a']) await products.of(null, new Set([id]));
    expect(asked).toEqual([['a'], ['b'], ['7'], ['a']]);
  });

  it('named like what every object inherits are only what an entry says', async () => {
    const { products } = open();
    const fields = await products.of(null, new Set(['constructor', '__proto__']));
    expect([fields.constructor, fields.__proto__]).toEqual([undefined, undefined]);
  });

  it('are read for a slice of people at once, and only where a condition asks', async () => {
    const { products, asked } = open();
    const people = createMemoryPeople();
    people.put({ id: 'p1', events: [event(1, 'a'), event(2, 7), event(3)] });
    people.put({ id: 'p2', events: [event(1, 'b'), event(2, 'a')] });
    const reader = withProducts(people, products);
    const wanted = { events: new Set(['*']), seen: false };
    expect(await reader.facts(null, ['p1', 'p2'], wanted)).toEqual(
      await people.facts(null, ['p1', 'p2'], wanted),
    );
    expect(asked).toEqual([]);
    const [one, two] = await reader.facts(null, ['p1', 'p2'], { ...wanted, products: new Set(['margin']) });
    expect(one?.products).toEqual(ENTRIES);
    expect(two?.products).toEqual(ENTRIES);
    expect(asked.map((ids) => [...ids].sort())).toEqual([['7', 'a', 'b']]);
  });

  it('are found in a history by the product_id of each event', () => {
    const events = {
      Viewed: [event(1, 'a'), event(2, 7)],
      X: [event(3), { ...event(4), properties: { product_id: ['b'] } }],
    };
    expect(productIdsIn({ ...noFacts().events, ...events })).toEqual(['a', '7']);
    const products: Json = [{ product_id: 'b' }, { product_id: 8 }, null, 'c', { sku: 'd' }];
    const orders: EventFact[] = [
      { ...event(1, 'a'), properties: { product_id: 'a', products } },
      { ...event(2), properties: { products: 'e' } },
    ];
    expect(productIdsIn({ orders })).toEqual(['a', 'b', '8']);
  });
});
