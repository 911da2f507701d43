import { setTimeout as sleep } from 'node:timers/promises';

import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createProductStore } from '../../server/src/segments/strapi/product-store';
import { parseConfig } from '../../server/src/strapi/config';
import { loginAdmin } from '../support/admin';
import { publish } from '../support/content';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { AGREED, createTracker } from '../support/tracking';

const PRODUCT = 'api::product.product';

describe('fields of products in conditions', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;

  const view = async (anonymousId: string, product: string) => {
    const event = {
      anonymousId,
      event: 'Product Viewed',
      properties: { product_id: product },
      context: AGREED,
    };
    expect((await createTracker(app).browser('track', event)).status).toBe(200);
  };
  const sizeOf = async (key: string): Promise<number> => {
    const { data } = (await (await admin(`/attune/segments/${key}`)).json()) as { data: { size: number } };
    return data.size;
  };
  const until = (size: number) =>
    vi.waitUntil(async () => (await sizeOf('dear')) === size, { timeout: 20_000 });

  beforeAll(async () => {
    app = await bootStrapi({ config: { catalogue: { fields: ['price', 'name'] } } });
    admin = await loginAdmin(app.strapi, app.url);
    await publish(app.strapi, PRODUCT, { name: 'Bowl', sku: 'bowl', price: 12.5 });
    await publish(app.strapi, PRODUCT, { name: 'Vase', sku: 'vase', price: 240 });
    // Until nothing that was written waits to be judged: after a walk there is a rest.
    await sleep(3_000);
    const condition = { kind: 'event', name: 'Product Viewed', where: { 'product.price': { $gte: 100 } } };
    const made = await admin('/attune/segments', {
      method: 'POST',
      body: JSON.stringify({ name: 'Dear', key: 'dear', condition }),
    });
    expect(made.status, await made.text()).toBe(200);
    await until(0);
  });
  afterAll(() => app.stop());

  it('decide with the next event', async () => {
    await view('looks-at-bowls', 'bowl');
    await view('looks-at-vases', 'vase');
    await view('looks-at-nothing', 'no-such-product');
    expect(await sizeOf('dear')).toBe(1);
  });

  it('are read anew when an entry was written, and have everybody judged again', async () => {
    const [bowl] = await app.strapi.documents(PRODUCT as 'api::page.page').findMany({
      filters: { sku: 'bowl' } as never,
    });
    await app.strapi
      .documents(PRODUCT as 'api::page.page')
      .update({ documentId: bowl!.documentId, data: { price: 300 } as never });
    await until(2);
  });

  it('count in a preview', async () => {
    const condition = { kind: 'event', name: 'Product Viewed', where: { 'product.name': 'Vase' } };
    const answer = await admin('/attune/segments/preview', {
      method: 'POST',
      body: JSON.stringify({ condition }),
    });
    expect(await answer.json()).toMatchObject({ size: 1 });
  });

  it('are read for what stands in the list of an order, and offered to the builder', async () => {
    const order = {
      anonymousId: 'orders-vases',
      event: 'Order Completed',
      properties: { products: [{ product_id: 'vase', quantity: 2 }] },
      context: AGREED,
    };
    expect((await createTracker(app).browser('track', order)).status).toBe(200);
    const where = { products: { $elemMatch: { 'product.price': { $gte: 200 }, quantity: 2 } } };
    const condition = { kind: 'event', name: 'Order Completed', where };
    const answer = await admin('/attune/segments/preview', {
      method: 'POST',
      body: JSON.stringify({ condition }),
    });
    expect(await answer.json()).toMatchObject({ size: 1 });
    const { data } = (await (await admin('/attune/conditions/vocabulary')).json()) as {
      data: { events: { name: string; properties: { name: string; examples: unknown[] }[] }[] };
    };
    const offered = (event: string) =>
      data.events
        .find(({ name }) => name === event)
        ?.properties.filter(({ name }) => name.includes('product.'))
        .map(({ name, examples }) => [name, [...examples].sort()]);
    expect(offered('Product Viewed')).toEqual([
      ['product.name', ['Bowl', 'Vase']],
      ['product.price', [240, 300]],
    ]);
    expect(offered('Order Completed')?.map(([name]) => name)).toEqual([
      'products[].product.name',
      'products[].product.price',
    ]);
  });

  describe('and the configuration', () => {
    const catalogueWith = (changes: object) => {
      const { catalogue } = parseConfig({ catalogue: { fields: ['price'], ...changes } });
      return createProductStore(app.strapi, app.strapi.db.connection as unknown as Knex, catalogue);
    };

    it('read nothing unless a field is allowed', () => {
      expect(catalogueWith({ fields: [] })).toBeUndefined();
    });

    it('read what is allowed and no more, as plain values', async () => {
      const found = await catalogueWith({ fields: ['price', 'name', 'image'] })?.find(null, [
        'vase',
        'none',
        'bowl',
      ]);
      expect(found).toEqual(
        new Map([
          ['vase', { price: 240, name: 'Vase', image: null }],
          ['bowl', { price: 300, name: 'Bowl', image: null }],
        ]),
      );
    });

    it('may know products by a number, and events by other names', async () => {
      const byId = catalogueWith({ id: 'price', fields: ['name'] });
      expect(await byId?.find(null, ['240', 'vase', '1e3'])).toEqual(new Map([['240', { name: 'Vase' }]]));
    });

    it.each([
      [{ fields: ['margin'] }, 'has no field "margin"'],
      [{ fields: ['page'] }, '"page" of "api::product.product" is a relation'],
      [{ id: 'code' }, 'has no field "code"'],
      [{ type: 'api::none.none' }, 'there is no content type "api::none.none"'],
    ])('refuse %j', (changes, words) => {
      expect(() => catalogueWith(changes)).toThrow(words);
    });
  });
});

describe('a field of products that does not exist', () => {
  it('stops the boot, and is named', async () => {
    await expect(bootStrapi({ config: { catalogue: { fields: ['margin'] } } })).rejects.toThrow(
      'catalogue.fields: "api::product.product" has no field "margin"',
    );
  });
});
