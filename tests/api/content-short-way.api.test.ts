import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { only, publish, SECRET } from '../support/content';
import { headersOf } from '../support/lane';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { bootStrapi, type BootedStrapi } from '../support/strapi';

const READS = ['api::page.page.find', 'api::page.page.findOne', 'api::article.article.find'];
/** It asks for nothing, and is passed by: such a request goes Strapi's whole way. */
const WHOLE = { 'strapi-encode-source-maps': 'false' };

describe('the short way through Strapi', () => {
  let app: BootedStrapi;
  const places: Record<string, string> = {};

  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.url}${path}`, { headers });
    return { status: response.status, headers: headersOf(response.headers), text: await response.text() };
  };

  beforeAll(async () => {
    app = await bootStrapi();
    await makeVip(app);
    await grantPublic(app.strapi, [...READS, 'api::article.article.findOne']);
    const blocks = [
      { __component: 'blocks.hero', title: 'Open' },
      { __component: 'blocks.hero', title: `${SECRET} title`, audience: only('vip') },
    ];
    for (const uid of ['api::page.page', 'api::article.article']) {
      const { documentId } = await publish(app.strapi, uid, { title: 'One', slug: 'one', blocks });
      places[uid] = documentId;
    }
  });
  afterAll(() => app.stop());

  it.each([
    ['a list', () => '/api/pages?populate=*'],
    ['an entry', () => `/api/pages/${places['api::page.page']}?populate=*`],
    ['an entry that is none', () => '/api/pages/none'],
    ['an entry with something behind it', () => '/api/pages/none/more'],
    ['a list with a slash', () => '/api/pages/?populate=*'],
    ['a list in capitals', () => '/API/Pages?populate=*'],
    ['a question that is none', () => '/api/pages?filters[nothing]=1'],
    ['a list behind a policy', () => '/api/articles?populate=*'],
    [
      'what a middleware finds of its route, with neither body nor session',
      () => `/api/articles/${places['api::article.article']}?populate=*`,
    ],
    ['what nobody may read', () => '/api/products'],
    ['a route of a plugin', () => '/api/users/me'],
    ['a route of ours', () => '/api/attune/v1/nothing'],
    ['no route at all', () => '/api/nothing'],
    ['the API itself', () => '/api/'],
  ])('gives %s with the same bytes and headers', async (_what, pathOf) => {
    const whole = await ask(pathOf(), WHOLE);
    expect(whole.text).not.toContain(SECRET);
    // The first one through this part of the router, and one that is not.
    for (let time = 0; time < 2; time += 1) expect(await ask(pathOf())).toEqual(whole);
  });

  it('refuses what a policy refuses, and who brings a token that is none', async () => {
    const refused: readonly Record<string, string>[] = [
      { 'x-closed': 'yes' },
      { authorization: 'Bearer none' },
    ];
    for (const headers of refused) {
      const whole = await ask('/api/articles', { ...headers, ...WHOLE });
      expect(whole.status).toBeGreaterThanOrEqual(401);
      expect(await ask('/api/articles', headers)).toEqual(whole);
    }
  });

  it('keeps a session that somebody on the way has asked for, and none that nobody has', async () => {
    const path = `/api/articles/${places['api::article.article']}`;
    const count = async (headers: Record<string, string>) => {
      const { headers: given } = await fetch(`${app.url}${path}`, { headers });
      return {
        visits: given.get('x-visits'),
        cookies: given.getSetCookie().map((one) => one.split(';')[0]!),
      };
    };
    for (const way of [WHOLE, {}] as const) {
      const first = await count({ ...way, 'x-visits': 'count' });
      expect(first.cookies.map((one) => one.split('=')[0])).toEqual(['koa.sess', 'koa.sess.sig']);
      const cookie = first.cookies.join('; ');
      const second = await count({ ...way, cookie, 'x-visits': 'count' });
      expect([first.visits, second.visits]).toEqual(['1', '2']);
      for (const headers of [way, { ...way, cookie }]) expect((await count(headers)).cookies).toEqual([]);
    }
  });

  it('answers another site as Strapi does', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    const whole = await ask('/api/articles?populate=*', { ...origin, ...WHOLE });
    expect(whole.headers['access-control-allow-origin']).toBe(origin.origin);
    expect(await ask('/api/articles?populate=*', origin)).toEqual(whole);
  });

  it('lets each token do what it may, and no more once it may less', async () => {
    const may = await createApiToken(app.strapi, ['api::product.product.find']);
    const mayNot = await createApiToken(app.strapi, ['api::page.page.find']);
    const statusFor = async (token: string): Promise<number> =>
      (await ask('/api/products', { authorization: `Bearer ${token}` })).status;
    expect([await statusFor(may), await statusFor(mayNot), await statusFor(may)]).toEqual([200, 403, 200]);
    const rows = app.strapi.db.query('admin::api-token-permission');
    await rows.deleteMany({ where: { action: 'api::product.product.find' } });
    expect(await statusFor(may)).toBe(403);
  });

  // The last: whoever judges is never forgotten again.
  it('asks each time where something of the app’s own judges permissions', async () => {
    let judged = 0;
    app.strapi.contentAPI.permissions.engine.on('before-register.permission', () => void (judged += 1));
    await ask('/api/articles');
    const once = judged;
    await ask('/api/articles');
    expect(once).toBeGreaterThan(0);
    expect(judged).toBe(2 * once);
  });
});
