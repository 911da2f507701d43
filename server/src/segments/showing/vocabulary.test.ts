import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../../../plugin/src';
import { createVocabulary, tally, type Said } from './vocabulary';

const each = (objects: readonly JsonObject[]): readonly Said[] => objects.map((said, by) => ({ by, said }));

describe('the words that were seen', () => {
  it('name what the items of a list have, counted once an object', () => {
    const order: JsonObject = { total: 5, products: [{ sku: 'a' }, { sku: 'a' }, { sku: 'b', of: [1] }] };
    expect(
      tally(each([order, order, order])).map(({ name, count, examples }) => [name, count, examples]),
    ).toEqual([
      ['products', 3, []],
      ['products[].of', 3, [1]],
      ['products[].sku', 3, ['a', 'b']],
      ['total', 3, [5]],
    ]);
  });

  it('say what is mostly a list, with what is in it', () => {
    const people: JsonObject[] = [
      { likes: ['a', 'b'] },
      { likes: ['a'], plan: ['x'] },
      { likes: 'a', plan: 'x' },
    ];
    expect(tally(each(people))).toEqual([
      { name: 'likes', count: 3, examples: ['a'], isList: true },
      { name: 'plan', count: 2, examples: [] },
    ]);
  });

  it('give no example of what one person alone said, however often', () => {
    const said = (by: string, city: string): Said => ({ by, said: { city } });
    const seen = [
      ...Array.from({ length: 9 }, () => said('p1', 'Hamlet')),
      ...['p1', 'p2', 'p3'].map((by) => said(by, 'London')),
    ];
    expect(tally(seen)).toEqual([{ name: 'city', count: 12, examples: ['London'] }]);
  });

  it('look further for a name of which few are among the newest', async () => {
    const said = (name: string, by: number, more: JsonObject) => ({
      id: `${name} ${by}`,
      name,
      by,
      said: more,
    });
    const words = createVocabulary(
      {
        eventNames: async () => [
          { name: 'Viewed', count: 400 },
          { name: 'Rare', count: 2 },
        ],
        newest: async () => Array.from({ length: 200 }, (_, by) => said('Viewed', by, { page: 'new' })),
        someOf: async (name) => [1, 2, 3].map((by) => said(name, by, { page: 'old' })),
        recentTraits: async () => [],
      },
      () => 0,
    );
    const seen = (await words()).events.map(({ name, properties }) => [name, properties[0]?.examples]);
    expect(seen).toEqual([
      ['Viewed', ['new']],
      ['Rare', ['old']],
    ]);
  });

  it('count an event once that is among the newest and among those of its name', async () => {
    const seen = [1, 2, 3].map((by) => ({ id: `e${by}`, name: 'Rare', by, said: { page: 'home' } }));
    const words = createVocabulary(
      {
        eventNames: async () => [{ name: 'Rare', count: 4 }],
        newest: async () => seen,
        someOf: async () => [...seen, { id: 'e0', by: 4, said: { page: 'home' } }],
        recentTraits: async () => [],
      },
      () => 0,
    );
    expect((await words()).events).toEqual([
      { name: 'Rare', count: 4, looked: 4, properties: [{ name: 'page', count: 4, examples: ['home'] }] },
    ]);
  });

  it('offer the fields of entries beside the ids that name them', async () => {
    const events: { name: string; properties: JsonObject }[] = [
      { name: 'Viewed', properties: { product_id: 'a' } },
      { name: 'Ordered', properties: { products: [{ product_id: 'a' }] } },
      { name: 'Else', properties: { total: 1 } },
    ];
    const sold: JsonObject[] = [{ margin: 0.5, brand: 'Fine' }, { margin: 0.1 }];
    const words = createVocabulary(
      {
        eventNames: async () => events.map(({ name }) => ({ name, count: 1 })),
        newest: async () => [],
        someOf: async (wanted) =>
          each(events.filter(({ name }) => name === wanted).map(({ properties }) => properties)).map(
            (one) => ({
              ...one,
              id: String(one.by),
            }),
          ),
        recentTraits: async () => [],
      },
      () => 0,
      async (limit) => sold.slice(0, limit),
    );
    const found = Object.fromEntries(
      (await words()).events.map(({ name, properties }) => [
        name,
        properties.filter(({ name: at }) => at.includes('product.')),
      ]),
    );
    const fields = (at: string) => [
      { name: `${at}product.margin`, count: 1, examples: [0.5, 0.1] },
      { name: `${at}product.brand`, count: 1, examples: ['Fine'] },
    ];
    expect(found).toEqual({ Viewed: fields(''), Ordered: fields('products[].'), Else: [] });
  });
});
