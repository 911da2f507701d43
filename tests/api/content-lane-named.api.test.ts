import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { only, publish, SECRET, targetedPage } from '../support/content';
import { createLaneProbe, headersOf } from '../support/lane';
import { grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

const LIST = '/articles?populate[blocks][populate]=*';
const PAGE = '/pages?filters[slug]=first&populate[blocks][populate]=*';
const DECOMPRESS: Record<string, (bytes: Buffer) => Buffer> = { gzip: gunzipSync, br: brotliDecompressSync };

describe('a lane in an app that compresses, with a type that its owner has named', () => {
  let app: BootedStrapi;
  let probe: ReturnType<typeof createLaneProbe>;
  let documentId = '';

  beforeAll(async () => {
    app = await bootStrapi({
      config: {
        content: { cache: { types: ['api::article.article'] } },
        privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } },
      },
      middlewares: [
        'strapi::logger',
        'strapi::errors',
        'strapi::compression',
        'strapi::security',
        'strapi::cors',
        'strapi::query',
        'strapi::body',
        'strapi::session',
        'strapi::favicon',
        'strapi::public',
      ],
    });
    probe = createLaneProbe(app);
    await makeVip(app);
    await grantPublic(app.strapi, [
      'api::page.page.find',
      'api::article.article.find',
      'api::article.article.findOne',
    ]);
    const page = targetedPage('first');
    const long = { __component: 'blocks.hero', title: 'Long', text: 'Long '.repeat(400) };
    await publish(app.strapi, 'api::page.page', { ...page, blocks: [...page.blocks, long] });
    ({ documentId } = await publish(app.strapi, 'api::article.article', {
      title: 'Article',
      blocks: [
        { __component: 'blocks.hero', title: 'For all' },
        { __component: 'blocks.hero', title: `${SECRET} article`, audience: only('vip') },
      ],
    }));
    await fetch(`${app.url}/api/attune/v1/identify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
      body: JSON.stringify({ anonymousId: 'vip-device', traits: { plan: 'vip' }, messageId: 'vip' }),
    });
  });
  afterAll(() => app.stop());

  /** As it comes over the wire. */
  const raw = (path: string, headers: Record<string, string>) =>
    new Promise<{ headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
      request(`${app.url}/api${path}`, { headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(pieces) }));
      })
        .once('error', reject)
        .end();
    });

  it.each(['gzip', 'br', 'identity'])('compresses as Strapi does: %s', async (encoding) => {
    for (const visitor of [{}, { 'attune-visitor': 'vip-device' }] as Record<string, string>[]) {
      const headers = { ...visitor, 'accept-encoding': encoding };
      const cold = await probe.cold(PAGE, headers);
      const warm = await probe.warm(PAGE, headers);
      expect(headersOf(warm.headers)).toEqual(headersOf(cold.headers));
      expect(warm.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(warm.text).toBe(cold.text);
      const wire = await raw(PAGE, headers);
      const whole = DECOMPRESS[encoding]?.(wire.bytes) ?? wire.bytes;
      expect(whole.toString()).toBe(cold.text);
      expect(wire.headers.etag).toBe(cold.headers.get('etag'));
      const again = await raw(PAGE, { ...headers, 'if-none-match': String(wire.headers.etag) });
      expect(again.bytes.length).toBe(0);
    }
  });

  it('keeps nothing that a policy has refused, and asks none for what it keeps', async () => {
    expect((await probe.look(LIST, { 'x-closed': 'yes' })).status).toBe(403);
    const open = await probe.warm(LIST);
    expect(open.status).toBe(200);
    const closed = await probe.look(LIST, { 'x-closed': 'yes' });
    expect(closed).toMatchObject({ status: 200, warm: true, text: open.text });
    expect(open.text).not.toContain(SECRET);
    const vip = await probe.look(LIST, { 'attune-visitor': 'vip-device' });
    expect(vip.warm).toBe(true);
    expect(vip.text).toContain(`${SECRET} article`);
  });

  it('gives what a middleware of the route has made of the kept answer to all who ask', async () => {
    const path = `/articles/${documentId}`;
    const first = await probe.look(path, { 'x-word': 'one' });
    const second = await probe.look(path, { 'x-word': 'two' });
    const third = await probe.look(path, { 'x-word': 'three' });
    expect(first.text).toContain('Article (one)');
    expect(second.text).toContain('Article (two)');
    expect(third).toMatchObject({ warm: true, text: second.text });
    expect(third.text).not.toContain(SECRET);
    const vip = await probe.look(path, { 'attune-visitor': 'vip-device' });
    expect(vip.text).toContain(SECRET);
  });

  it('ends with a write as any other', async () => {
    await probe.warm(LIST);
    await app.strapi.documents('api::article.article').update({
      documentId,
      status: 'published',
      data: { title: 'Another' } as never,
    });
    const after = await probe.look(LIST);
    expect(after.warm).toBe(false);
    expect(after.text).toContain('Another');
  });

  it('is shown in Settings with its reason', async () => {
    const admin = await loginAdmin(app.strapi, app.url);
    const { data } = (await (await admin('/attune/content/lanes')).json()) as {
      data: { routes: { path: string; lane: string; why: string[] }[] };
    };
    const ofArticles = data.routes.filter(({ path }) => path.startsWith('/api/articles'));
    expect(ofArticles.length).toBe(2);
    for (const route of ofArticles) expect(route).toMatchObject({ lane: 'early', why: ['named'] });
    expect(data.routes.find(({ path }) => path === '/api/pages')).toMatchObject({ lane: 'early', why: [] });
  });
});
