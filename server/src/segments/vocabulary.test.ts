import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../../plugin/src';
import { createVocabulary, tally } from './vocabulary';

describe('the words that were seen', () => {
  it('name what the items of a list have, counted once an object', () => {
    const order: JsonObject = { total: 5, products: [{ sku: 'a' }, { sku: 'a' }, { sku: 'b', of: [1] }] };
    expect(tally([order, order]).map(({ name, count, examples }) => [name, count, examples])).toEqual([
      ['products', 2, []],
      ['products[].of', 2, []],
      ['products[].sku', 2, ['a']],
      ['total', 2, []],
    ]);
  });

  it('say what is mostly a list, with what is in it', () => {
    const people: JsonObject[] = [
      { likes: ['a', 'b'] },
      { likes: ['a'], plan: ['x'] },
      { likes: 'a', plan: 'x' },
    ];
    expect(tally(people)).toEqual([
      { name: 'likes', count: 3, examples: ['a'], isList: true },
      { name: 'plan', count: 2, examples: [] },
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
        recentOf: async (wanted) =>
          events.filter(({ name }) => name === wanted).map(({ properties }) => properties),
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
