import { describe, expect, it } from 'vitest';

import type { Json } from '../../../plugin/src';
import { checkHeading, compileMapping, readMapping } from './mapping';
import { outcomesOf, type Outcome } from './outcomes';
import { mappingOfPairs } from './pairs';
import type { Row } from './row';

const NOW = Date.UTC(2026, 0, 1);

const rowsOf = (...all: Record<string, Json>[]): Row[] => all.map((fields, at) => ({ line: at + 2, fields }));

const outcomes = async (mapping: unknown, rows: readonly Row[], source = 'shop') => {
  const compiled = compileMapping(readMapping(mapping), { source, eventBytes: 32 * 1024, now: NOW });
  const seen = { rows: 0, leftOut: 0 };
  const all: Outcome[] = [];
  async function* chunks() {
    yield rows;
  }
  for await (const chunk of outcomesOf(chunks(), compiled, seen)) all.push(...chunk);
  return { all, seen };
};
const calls = async (mapping: unknown, ...rows: Record<string, Json>[]) =>
  (await outcomes(mapping, rowsOf(...rows))).all.map((outcome) =>
    outcome.kind === 'event'
      ? outcome.draft.call
      : `line ${outcome.line} ${outcome.fault.code}: ${outcome.fault.message}`,
  );

const orders = {
  zone: 'Europe/Vienna',
  group: { by: ['no'], within: 3 },
  events: [
    {
      when: { kind: { $ne: 'return' } },
      event: 'Order Completed',
      userId: '{who}',
      timestamp: { column: 'at', format: 'dd.MM.yyyy HH:mm', row: 'last' },
      properties: {
        order_id: 'order-{no}',
        total: { sum: ['many', 'price'] },
        lines: { count: 'rows' },
        products: { each: { product_id: '{sku}', quantity: { column: 'many', type: 'number' } } },
      },
    },
    {
      when: { kind: 'return' },
      event: 'Order Refunded',
      userId: '{who}',
      timestamp: { column: 'at', format: 'dd.MM.yyyy HH:mm' },
      properties: { total: { sum: ['many', 'price'], negate: true } },
    },
  ],
};
const line = (no: string, more: Record<string, Json> = {}) => ({
  no,
  who: '7',
  at: '01.07.2024 10:00',
  many: '3',
  price: '0.1',
  sku: 'a',
  kind: 'sale',
  ...more,
});

describe('what rows come to', () => {
  it('is one event for each group, with its time in its zone and its sums to the cent', async () => {
    const found = await calls(
      orders,
      line('1'),
      line('2', { kind: 'return', many: '-2', price: '9.99' }),
      line('1', { at: '01.07.2024 10:05', many: '1', price: '0.2', sku: 'b' }),
    );
    expect(found).toMatchObject([
      { event: 'Order Refunded', timestamp: '2024-07-01T08:00:00.000Z', properties: { total: 19.98 } },
      {
        event: 'Order Completed',
        userId: '7',
        timestamp: '2024-07-01T08:05:00.000Z',
        properties: {
          order_id: 'order-1',
          total: 0.5,
          lines: 2,
          products: [
            { product_id: 'a', quantity: 3 },
            { product_id: 'b', quantity: 1 },
          ],
        },
      },
    ]);
  });

  it('gives each event the same messageId in every run, and another in another history', async () => {
    const ids = async (source: string) =>
      (await outcomes(orders, rowsOf(line('1'), line('2')), source)).all.map((one) =>
        one.kind === 'event' ? one.draft.call.messageId : '',
      );
    expect(await ids('shop')).toEqual(await ids('shop'));
    expect(new Set([...(await ids('shop')), ...(await ids('other'))]).size).toBe(4);
  });

  it('refuses a row that comes after its group was closed, and counts it to no other', async () => {
    const found = await calls(orders, line('1'), line('2'), line('3'), line('4'), line('1'));
    expect(found.filter((one) => typeof one === 'string')).toEqual([expect.stringContaining('line 6 late')]);
    expect(found).toHaveLength(5);
  });

  it('refuses a whole group for one number that cannot be read, and names its line', async () => {
    expect(await calls(orders, line('1'), line('1', { price: 'free' }))).toEqual([
      'line 3 value: Wanted a number in price.',
    ]);
  });

  it('carries what one event cannot hold in further ones, so that nothing is lost or counted twice', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => line('1', { sku: `sku-${at}-${'ö'.repeat(20)}` }));
    const mapping = { ...orders, group: { by: ['no'], rest: 'Order Updated' } };
    const found = (await calls(mapping, ...many)) as { event: string; properties: Record<string, Json> }[];
    expect(found[0]).toMatchObject({ event: 'Order Completed', properties: { total: 360, lines: 1_200 } });
    expect(found.length).toBeGreaterThan(2);
    for (const { event, properties } of found.slice(1)) {
      expect(event).toBe('Order Updated');
      expect(properties).toEqual({ order_id: 'order-1', products: expect.any(Array) });
    }
    const skus = found.flatMap(({ properties }) =>
      (properties.products as { product_id: string }[]).map((p) => p.product_id),
    );
    expect(skus).toEqual(many.map(({ sku }) => sku));
    expect((await calls(orders, ...many))[0]).toMatch(/^line 2 too-/);
  });

  it('leaves out what is to be skipped, and says how many rows', async () => {
    const { all, seen } = await outcomes(
      { ...orders, skip: { who: '' } },
      rowsOf(line('1', { who: '' }), line('2')),
    );
    expect([all.length, seen]).toEqual([1, { rows: 2, leftOut: 1 }]);
  });

  it('reads types, constants and nested names, and leaves out what is empty', async () => {
    const pairs = mappingOfPairs([
      'type=identify',
      'email=Mail',
      'timestamp=Since',
      'traits.address.city=City',
      'traits.seats=Seats:number',
      'traits.vip=VIP:boolean',
      'traits.source:=old shop',
    ]);
    const [call, again] = (await calls(
      pairs,
      { Mail: 'Ada@example.com', Since: '2020-02-03', City: 'Wien', Seats: '3', VIP: 'yes' },
      { Mail: 'ada@example.com', Since: '2021-02-03', City: '', Seats: '', VIP: '' },
    )) as Record<string, Json>[];
    expect(call).toMatchObject({
      type: 'identify',
      timestamp: '2020-02-03T00:00:00.000Z',
      traits: {
        email: 'Ada@example.com',
        address: { city: 'Wien' },
        seats: 3,
        vip: true,
        source: 'old shop',
      },
    });
    expect(again?.traits).toEqual({ email: 'ada@example.com', source: 'old shop' });
    expect(again?.anonymousId).toBe(call?.anonymousId);
  });
});

describe('a mapping', () => {
  it.each([
    [{ events: [] }, 'events'],
    [{ events: [{ event: 'A', colour: 1 }] }, 'colour'],
    [{ events: [{ when: { a: { $gtee: 1 } }, event: 'A' }] }, '$gte'],
    [{ zone: 'Vienna', events: [{ event: 'A' }] }, 'IANA'],
    [{ events: [{ event: 'A' }, { event: 'A' }] }, '`id`'],
    [{ events: [{ event: 'A', properties: { a: { each: {} }, b: { each: {} } } }] }, 'one list'],
  ])('is refused with the place named: %j', async (mapping, words) => {
    await expect(outcomes(mapping, [])).rejects.toThrow(words);
  });

  it('names the column that the file does not have, and the nearest', () => {
    expect(() => checkHeading(['InvoiceNo', 'Country'], ['Invoiceno'])).toThrow('Did you mean "InvoiceNo"?');
    expect(() => mappingOfPairs(['user=Customer'])).toThrow('wanted name=column');
  });
});
