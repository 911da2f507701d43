import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { publish, SECRET, targetedPage } from '../support/content';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { type Boot, type BootedStrapi } from '../support/strapi';

interface Block {
  readonly __component: string;
  readonly title?: string;
  readonly body?: string;
  readonly cards?: readonly { readonly label: string }[];
  readonly audience?: { readonly key: string; readonly show: string; readonly segments: readonly string[] };
}
interface Page {
  readonly blocks: readonly Block[];
  readonly lead: Block | null;
  readonly sections: readonly Block[];
}
interface Answer<T> {
  readonly data: T;
  readonly meta: { readonly attune?: { readonly exposures: readonly string[] } };
}

/** Not by fetch, which tells the server not to answer 304. */
const statusWithEtag = (url: string, etag: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { 'if-none-match': etag } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

const DEEP = 'populate[blocks][populate]=*&populate[lead]=true&populate[sections]=true';

export const contentSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/api${path}`, { headers });
    const pageOf = async (path: string, headers: Record<string, string> = {}): Promise<Answer<Page[]>> =>
      (await get(path, headers)).json() as Promise<Answer<Page[]>>;

    beforeAll(async () => {
      app = await boot();
      await makeVip(app);
      await grantPublic(app.strapi, [
        'api::page.page.find',
        'api::page.page.findOne',
        'api::home.home.find',
        'api::product.product.find',
      ]);
      const page = await publish(app.strapi, 'api::page.page', targetedPage('first'));
      await publish(app.strapi, 'api::product.product', { name: 'Mug', sku: 'mug', page: page.documentId });
      await publish(app.strapi, 'api::home.home', {
        title: 'Home',
        blocks: targetedPage('x').blocks.slice(0, 3),
      });
      await publish(app.strapi, 'api::page.page', {
        title: 'Bare',
        slug: 'bare',
        blocks: [{ __component: 'blocks.hero', title: 'Only this' }],
      });
    });
    afterAll(() => app.stop());

    it('shows a stranger what is for everyone and for everyone but the known', async () => {
      const response = await get(`/pages?filters[slug]=first&${DEEP}`);
      const text = await response.text();
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('audience');
      expect(text).not.toContain('vip');
      const { data, meta } = JSON.parse(text) as Answer<Page[]>;
      expect(data[0]?.blocks.map(({ title, body, __component }) => title ?? body ?? __component)).toEqual([
        'Hello all',
        'Not for VIP',
        'Cards',
        'blocks.note',
      ]);
      expect(data[0]?.blocks[2]?.cards?.map(({ label }) => label)).toEqual(['open card']);
      expect(data[0]?.lead).toBeNull();
      expect(data[0]?.sections.map(({ title }) => title)).toEqual(['Open section']);
      expect(meta.attune?.exposures).toHaveLength(2);
    });

    it('leaves a JSON field alone, whatever it looks like', async () => {
      const { data } = await pageOf(`/pages?filters[slug]=first&${DEEP}`);
      expect(data[0]?.blocks[3]).toMatchObject({ data: { __component: 'blocks.hero', kept: true } });
    });

    it('is byte for byte the same when nothing is targeted', async () => {
      const text = await (await get('/pages?filters[slug]=bare&populate=*')).text();
      expect(text).not.toContain('attune');
      expect(text).toContain('Only this');
    });

    it('says who may keep an answer, and answers 304 to who has it', async () => {
      const first = await get(`/pages?filters[slug]=first&${DEEP}`);
      expect(first.headers.get('cache-control')).toBe('public, no-cache');
      expect(first.headers.get('vary')).toContain('Attune-Visitor');
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]+"$/);
      expect(await statusWithEtag(`${app.url}/api/pages?filters[slug]=first&${DEEP}`, etag)).toBe(304);
      expect(await statusWithEtag(`${app.url}/api/pages?filters[slug]=bare`, etag)).toBe(200);
      const named = await get(`/pages?filters[slug]=first&${DEEP}`, { 'attune-visitor': 'nobody-known' });
      expect(named.headers.get('cache-control')).toBe('private, no-cache');
      const cookie = await get('/pages', { cookie: 'attune_visitor=abc' });
      expect(cookie.headers.get('cache-control')).toBe('private, no-cache');
    });

    it('gives every variant, or Strapi alone, to tokens that may ask for it', async () => {
      const path = `/pages?filters[slug]=first&${DEEP}`;
      const builder = await createApiToken(app.strapi, ['api::page.page.find', 'plugin::attune.content.all']);
      const reader = await createApiToken(app.strapi, 'read-only');
      const as = (token: string, personalize: string) =>
        get(path, { authorization: `Bearer ${token}`, 'attune-personalize': personalize });
      const all = (await (await as(builder, 'all')).json()) as Answer<Page[]>;
      expect(all.data[0]?.blocks[1]?.audience).toMatchObject({ show: 'only', segments: ['vip'] });
      const off = await (await as(builder, 'off')).text();
      expect(off).toContain(SECRET);
      expect(off).not.toContain('audience');
      for (const refused of [await as(reader, 'all'), await get(path, { 'attune-personalize': 'off' })]) {
        expect(refused.status).toBe(403);
        expect(await refused.text()).not.toContain(SECRET);
      }
      expect((await as(builder, 'some')).status).toBe(400);
      const plain = await get(path, { authorization: `Bearer ${builder}` });
      expect(plain.headers.get('cache-control')).toBe('private, no-cache');
      expect(await plain.text()).not.toContain(SECRET);
    });

    it('allows our headers to browsers of other origins', async () => {
      const preflight = await fetch(`${app.url}/api/pages`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://shop.example',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'attune-visitor,attune-context',
        },
      });
      expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(
        'attune-visitor',
      );
    });

    it('cuts single types and pages behind relations', async () => {
      const home = await (await get('/home?populate=*')).text();
      expect(home).toContain('Not for VIP');
      expect(home).not.toContain(SECRET);
      const products = await (await get('/products?populate[page][populate]=*')).text();
      expect(products).toContain('Hello all');
      expect(products).not.toContain(SECRET);
    });
  });
};
