import { setTimeout as sleep } from 'node:timers/promises';

import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFlowClient, until } from '../support/flow-client';
import { startPostgres } from '../support/postgres';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

const MEASURED = { consent: { analytics: true } };
const PRODUCT = 'api::product.product' as 'api::page.page';
const ARTICLE = 'api::article.article' as 'api::page.page';
const PAGE = 'api::page.page';

const suite = (postgresUrl?: string) => () => {
  let app: BootedStrapi;
  let client: Awaited<ReturnType<typeof createFlowClient>>;

  beforeAll(async () => {
    app = await bootStrapi({ postgresUrl });
    client = await createFlowClient(app);
  });
  afterAll(() => app?.stop());

  const live = (key: string, trigger: object): Promise<string> =>
    client.live(key, {
      ...{ trigger, start: 'wait' },
      steps: { wait: { kind: 'wait', for: '30d', next: 'end' }, end: { kind: 'end' } },
    });
  const keysIn = async (flow: string) => {
    const { data } = await client.ask<{ key: string | null }[]>(`/flows/${flow}/runs?pageSize=100`);
    return data.map(({ key }) => key).sort();
  };
  const started = (flow: string, count = 1) =>
    until(async () => {
      const keys = await keysIn(flow);
      return keys.length >= count && keys;
    });

  it('lists the kinds of trigger with their schemas', async () => {
    const { data } = await client.ask<{ kind: string; options: object }[]>('/flows/trigger-kinds');
    expect(data.map(({ kind }) => kind).sort()).toEqual([
      ...[
        'api',
        'cart-left',
        'date',
        'entry',
        'event',
        'inactivity',
        'schedule',
        'segment-entered',
        'segment-left',
      ],
    ]);
  });

  it('starts by an administrator’s call and by a server key, and by nobody else', async () => {
    const flow = await live('called', { kind: 'api' });
    const call = { person: { userId: 'ada' }, key: 'k1', data: { size: 3 } };
    expect(await client.ask(`/flows/${flow}/trigger`, 'POST', call)).toMatchObject({ status: 200 });
    const post = (authorization: string | undefined, headers: object = {}, body: object = call) =>
      fetch(`${app.url}/api/attune/v1/flows/called/trigger`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }), ...headers },
        body: JSON.stringify({ ...body, key: 'k2' }),
      }).then(({ status }) => status);
    expect(await post(`Bearer ${TEST_KEYS.server}`)).toBe(200);
    expect(await post(`Bearer ${TEST_KEYS.browser}`)).toBe(403);
    expect(await post(`Bearer ${TEST_KEYS.server}`, { origin: 'https://shop.example' })).toBe(403);
    expect(await post('Bearer nobody-knows')).toBe(401);
    expect(await post(undefined)).toBe(401);
    expect(await post(`Bearer ${TEST_KEYS.server}`, {}, { person: {} })).toBe(400);
    expect(await started(flow, 2)).toEqual(['k1', 'k2']);
    const heard = await live('heard', { kind: 'event', name: 'x' });
    expect((await client.ask(`/flows/${heard}/trigger`, 'POST', call)).status).toBe(409);
  });

  it('counts a call of one id once, also when its run has long begun', async () => {
    const flow = await live('once-called', { kind: 'api' });
    const call = (key: string) =>
      client.good(`/flows/${flow}/trigger`, 'POST', { person: { userId: 'gus' }, key, messageId: 'm1' });
    await call('k1');
    expect(await started(flow)).toEqual(['k1']);
    await call('k2');
    await sleep(1_500);
    expect(await keysIn(flow)).toEqual(['k1']);
  });

  it('starts when a price falls, for who looked at the product', async () => {
    const products = app.strapi.documents(PRODUCT);
    const { documentId } = await products.create({
      data: { name: 'Bowl', sku: 'bowl-9', price: 30 } as never,
    });
    await client.track('track', {
      ...{ userId: 'bea', event: 'Product Viewed', context: MEASURED },
      properties: { product_id: 'bowl-9' },
    });
    await client.track('track', {
      ...{ userId: 'cleo', event: 'Product Viewed', context: MEASURED },
      properties: { product_id: 'bowl-90' },
    });
    const flow = await live('price', {
      ...{ kind: 'entry', type: PRODUCT, on: 'changed', field: 'price', move: 'lower', viewedWithin: '30d' },
    });
    const fresh = await live('new', { kind: 'entry', type: PRODUCT, on: 'published', viewedWithin: '1d' });
    await sleep(1_500);
    await products.update({ documentId, data: { price: 35 } as never });
    await products.update({ documentId, data: { price: 25 } as never });
    expect(await started(flow)).toEqual([documentId]);
    await sleep(500);
    expect(await keysIn(flow)).toHaveLength(1);
    expect(await keysIn(fresh)).toEqual([]);
  });

  describe('an entry', () => {
    const entry = (key: string, type: string, on: 'published' | 'changed', more: object = {}) =>
      live(key, { kind: 'entry', type, on, segment: 'readers', ...more });
    const slots = (db: Knex, flow: string) =>
      db('attune_flow_slots').where({ flow_id: flow }).whereNotNull('event').pluck('event');

    beforeAll(async () => {
      await app.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German' });
      const condition = { kind: 'event', name: 'Read', count: { $gte: 1 } };
      await client.good('/segments', 'POST', { key: 'readers', name: 'Readers', condition });
      await client.track('track', { userId: 'fay', event: 'Read', properties: {}, context: MEASURED });
      await until(async () => {
        const segments = await client.good<{ key: string; size: number }[]>('/segments');
        return segments.some(({ key, size }) => key === 'readers' && size === 1);
      });
    });

    it('starts when the public sees it otherwise, and not by a draft', async () => {
      const articles = app.strapi.documents(ARTICLE);
      const fresh = await entry('article-new', ARTICLE, 'published');
      const changed = await entry('article-changed', ARTICLE, 'changed');
      await sleep(1_500);
      const { documentId } = await articles.create({ data: { title: 'a' } as never });
      await articles.update({ documentId, data: { title: 'b' } as never });
      await sleep(1_500);
      expect(await keysIn(fresh)).toEqual([]);
      await articles.publish({ documentId });
      expect(await started(fresh)).toEqual([documentId]);
      await articles.update({ documentId, data: { title: 'c' } as never });
      await articles.update({ documentId, data: { title: 'c' } as never });
      await sleep(1_500);
      expect(await keysIn(changed)).toEqual([]);
      await articles.publish({ documentId });
      expect(await started(changed)).toEqual([documentId]);
    });

    it('is looked at in the language that is written, the default one where none is named', async () => {
      const pages = app.strapi.documents(PAGE);
      const fresh = await entry('page-new', PAGE, 'published', { where: { title: 'Bowls' } });
      const changed = await entry('page-changed', PAGE, 'changed', { field: 'title' });
      await sleep(1_500);
      const german = {
        data: { title: 'Schalen', slug: 'schalen' },
        locale: 'de',
        status: 'published',
      } as const;
      const { documentId } = await pages.create(german);
      await pages.update({
        documentId,
        data: { title: 'Bowls', slug: 'bowls' } as never,
        status: 'published',
      });
      expect(await started(fresh)).toEqual([documentId]);
      await pages.update({ documentId, data: { slug: 'all-bowls' } as never, status: 'published' });
      await pages.update({ documentId, data: { title: 'Schüsseln' } as never, locale: 'de' });
      await sleep(1_500);
      expect(await keysIn(changed)).toEqual([]);
      await pages.publish({ documentId, locale: '*' });
      expect(await started(changed)).toEqual([documentId]);
    });

    it('has its start kept with what was written, or with it rolled back', async () => {
      const products = app.strapi.documents(PRODUCT);
      const flow = await entry('product-kept', PRODUCT, 'published');
      await sleep(1_500);
      const data = { name: 'Jug', sku: 'jug-1', price: 3 } as never;
      const taken = app.strapi.db.transaction(async ({ trx }) => {
        await products.create({ data });
        expect(await slots(trx, flow)).toHaveLength(1);
        throw new Error('taken back');
      });
      await expect(taken).rejects.toThrow('taken back');
      expect(await slots(app.strapi.db.connection, flow)).toEqual([]);
      await products.create({ data });
      expect(await slots(app.strapi.db.connection, flow)).toHaveLength(1);
    });
  });

  it('starts at a date of a person who was there before, and at the end of a silence', async () => {
    const soon = new Date(Date.now() + 6_000).toISOString();
    await client.track('identify', { userId: 'dan', traits: { trialEnds: soon }, context: MEASURED });
    await client.track('track', { userId: 'dan', event: 'Logged In', properties: {}, context: MEASURED });
    const date = await live('date', { kind: 'date', field: 'trialEnds', zone: 'UTC' });
    const silence = await live('silence', { kind: 'inactivity', for: '5s', name: 'Logged In' });
    expect(await keysIn(date)).toEqual([]);
    expect(await started(date)).toEqual([null]);
    await client.track('track', { userId: 'dan', event: 'Logged In', properties: {}, context: MEASURED });
    expect(await started(silence)).toEqual([null]);
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('triggers of flows on SQLite', suite());
describe.skipIf(skipped)('triggers of flows on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
