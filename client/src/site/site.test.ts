import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createVisitorTokens } from '../../../server/src/events';
import { createSite, type Site } from '.';

const NOW = Date.UTC(2026, 5, 1);
const ETAG = '"v1"';

interface Seen {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('the helper of a website’s server', () => {
  let cms: Server;
  let site: Site;
  let seen: Seen[] = [];
  beforeAll(async () => {
    cms = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        seen.push({ url: req.url ?? '', headers: req.headers, body });
        const isFresh = req.headers['if-none-match'] === ETAG && req.headers['cache-control'] !== 'no-cache';
        res.writeHead(isFresh ? 304 : 200, {
          etag: ETAG,
          'cache-control': 'private, no-cache',
          'x-secret': '1',
        });
        res.end(isFresh ? undefined : '{}');
      });
    });
    await new Promise<void>((resolve) => cms.listen(0, '127.0.0.1', resolve));
    site = createSite({
      cmsUrl: `http://127.0.0.1:${(cms.address() as AddressInfo).port}/`,
      serverKey: 'server-key',
      browserKey: 'browser-key',
      browserSecret: 'browser-secret',
      now: () => NOW,
    });
  });
  beforeEach(() => {
    seen = [];
  });
  afterAll(() => new Promise((resolve) => cms.close(resolve)));

  const request = (headers: Record<string, string> = {}) => ({
    url: '/cart?x=1',
    headers: { host: 'shop.example', ...headers },
    socket: { remoteAddress: '203.0.113.9' },
  });
  const read = (secrets: readonly string[], now = NOW) =>
    createVisitorTokens(
      async () => secrets,
      () => now,
    );

  it('reads what somebody has answered, and says nothing where the CMS does not answer', async () => {
    const asked: string[] = [];
    const ask = (answer: () => Response) =>
      createSite({
        cmsUrl: 'http://cms.example',
        serverKey: 'server-key',
        now: () => NOW,
        fetch: async (input) => {
          asked.push(String(input));
          return answer();
        },
      }).decisions({ userId: 'ada', anonymousId: 'a1' });
    const decisions = { analytics: { granted: true, at: NOW }, marketing: { granted: false, at: NOW } };
    expect(await ask(() => Response.json({ data: { decisions } }))).toEqual({
      analytics: true,
      marketing: false,
    });
    expect(asked[0]).toBe(
      `http://cms.example/api/attune/v1/consent?visitor=${encodeURIComponent(site.signVisitor({ userId: 'ada', anonymousId: 'a1' }))}`,
    );
    expect(await ask(() => new Response('', { status: 503 }))).toBeUndefined();
  });

  it('names a visitor once, for a year from each visit', () => {
    const fresh = site.visitor(request());
    expect(fresh.isNew).toBe(true);
    expect(fresh.setCookie).toBe(
      `attune_visitor=${fresh.anonymousId}; Path=/; Max-Age=31536000; SameSite=Lax`,
    );
    const back = site.visitor(request({ cookie: `a=b; attune_visitor=${fresh.anonymousId}` }));
    expect(back).toMatchObject({ anonymousId: fresh.anonymousId, isNew: false });
    expect(site.visitor(request({ cookie: 'attune_visitor=a%0d%0ab' })).isNew).toBe(true);
    expect(site.visitor(request({ cookie: 'attune_visitor=%E0%A4%A' })).isNew).toBe(true);
  });

  it('signs what the server believes, until it is altered, revoked or an hour old', async () => {
    const token = site.signVisitor({ userId: 'ada', anonymousId: 'a1' });
    expect(await read(['other', 'server-key'])(token)).toEqual({ userId: 'ada', anonymousId: 'a1' });
    expect(await read(['other', ''])(token)).toBeUndefined();
    expect(await read(['server-key'], NOW + 3_600_000)(token)).toBeUndefined();
    const [payload = '', mac = ''] = token.split('.');
    const forged = Buffer.from(payload, 'base64url').toString().replace('ada', 'eve');
    expect(await read(['server-key'])(`${Buffer.from(forged).toString('base64url')}.${mac}`)).toBeUndefined();
    for (const rubbish of ['', '.', 'a.b', 'a.b.c', `${payload}.`]) {
      expect(await read(['server-key'])(rubbish)).toBeUndefined();
    }
    // The signature of a userId is no token, whatever the userId is.
    const asMac = Buffer.from(site.signUserId(payload), 'hex').toString('base64url');
    expect(await read(['browser-secret'])(`${payload}.${asMac}`)).toBeUndefined();
  });

  it('reads content for this visitor and passes on what caches need', async () => {
    const req = request({
      'sec-gpc': '1',
      referer: 'https://search.example/',
      'user-agent': 'Firefox',
      'accept-language': 'de-AT,de;q=0.9',
      'x-forwarded-for': '198.51.100.1',
      'if-none-match': ETAG,
    });
    const answer = await site.fetch('/api/pages?x=1', {
      req,
      visitor: { anonymousId: 'a1' },
      context: { timezone: 'Europe/Vienna' },
    });
    expect(answer.status).toBe(304);
    expect(site.cachingHeaders(answer)).toEqual({ etag: ETAG, 'cache-control': 'private, no-cache' });
    const [{ url, headers } = { url: '', headers: {} as Seen['headers'] }] = seen;
    expect(url).toBe('/api/pages?x=1');
    expect(headers).toMatchObject({ 'attune-visitor': 'a1', 'sec-gpc': '1' });
    const context = Buffer.from(String(headers['attune-context']), 'base64url').toString();
    expect(JSON.parse(context)).toEqual({
      url: 'http://shop.example/cart?x=1',
      referrer: 'https://search.example/',
      ip: '203.0.113.9',
      userAgent: 'Firefox',
      locale: 'de-AT',
      timezone: 'Europe/Vienna',
    });
    await site.fetch('/api/pages', { visitor: { userId: 'ada', anonymousId: 'a1' } });
    expect(await read(['server-key'])(String(seen[1]?.headers['attune-visitor']))).toMatchObject({
      userId: 'ada',
    });
    await site.fetch('/api/pages');
    expect(seen[2]?.headers['attune-visitor']).toBeUndefined();
  });

  it('reads a previewed page as whoever the editor looks as, and tells nothing of it', async () => {
    const req = { ...request(), url: '/sale?attune-preview=preview.aB-_9&x=1' };
    expect(site.preview(req)).toBe('preview.aB-_9');
    await site.fetch('/api/pages', { req, visitor: { userId: 'ada', anonymousId: 'a1' } });
    const [{ headers } = { headers: {} as Seen['headers'] }] = seen;
    expect(headers['attune-visitor']).toBe('preview.aB-_9');
    const context = Buffer.from(String(headers['attune-context']), 'base64url').toString();
    expect(JSON.parse(context)).toMatchObject({ url: 'http://shop.example/sale?x=1' });
    expect(await site.track({ anonymousId: 'a1' }, 'Product Viewed', {}, req)).toBe(false);
    expect(await site.claim({ anonymousId: 'a1' }, { email: 'ada@example.com' }, req)).toBe(false);
    expect(seen).toHaveLength(1);
    for (const url of ['/', '/?attune-preview=ada', '/?attune-preview=preview.a%0d%0ab', undefined])
      expect(site.preview({ ...request(), url })).toBeUndefined();
  });

  it('asks the CMS as whom a page is previewed, and of no other page', async () => {
    const asked: { url: string; headers: Headers }[] = [];
    const asking = (answer: () => Response) =>
      createSite({
        cmsUrl: 'http://cms.example',
        serverKey: 'server-key',
        fetch: async (input, init) => {
          asked.push({ url: String(input), headers: new Headers(init?.headers) });
          return answer();
        },
      });
    const previewed = { ...request(), url: '/sale?attune-preview=preview.aB-_9' };
    const preview = { who: 'segments', names: ['VIP'], device: 'mobile' };
    const good = asking(() => Response.json({ data: { segments: [], traits: {}, preview } }));
    expect(await good.previewed(previewed)).toEqual(preview);
    expect(asked[0]?.url).toBe('http://cms.example/api/attune/v1/visitor');
    expect(asked[0]?.headers.get('attune-visitor')).toBe('preview.aB-_9');
    expect(asked[0]?.headers.get('authorization')).toBe(
      `Basic ${Buffer.from('server-key:').toString('base64')}`,
    );
    expect(await good.previewed({ ...request(), url: '/sale' })).toBeUndefined();
    expect(asked).toHaveLength(1);
    const over = asking(() => Response.json({ data: { segments: [], traits: {} } }));
    expect(await over.previewed(previewed)).toBeUndefined();
  });

  it('passes on where the network in front says the visitor is, for content and for events', async () => {
    const req = request({
      'cf-ipcountry': 'AT',
      'cf-iplatitude': '48.208493',
      'cf-iplongitude': '16.372083',
      'cf-timezone': 'Europe/Vienna',
    });
    await site.fetch('/api/pages', { req, context: { consent: { analytics: true } } });
    expect(seen[0]?.headers).toMatchObject({
      'cf-iplatitude': '48.208493',
      'cf-iplongitude': '16.372083',
      'cf-timezone': 'Europe/Vienna',
    });
    const told = Buffer.from(String(seen[0]?.headers['attune-context']), 'base64url').toString();
    expect(JSON.parse(told)).toMatchObject({ consent: { analytics: true } });
    await site.track({ anonymousId: 'a1' }, 'Viewed', {}, req);
    expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({
      context: {
        ip: '203.0.113.9',
        geo: { country: 'AT', latitude: 48.21, longitude: 16.37, timezone: 'Europe/Vienna' },
      },
    });
  });

  it('remembers the first page of a visit, until half an hour is over or another campaign begins', async () => {
    const shop = createSite({ cmsUrl: 'http://127.0.0.1:1', serverKey: 'k', sessions: true });
    const visit = (url: string, headers: Record<string, string> = {}) =>
      shop.visitor({ ...request(headers), url }).setCookies[1] ?? '';
    const pageIn = (line: string) => decodeURIComponent(/attune_session=([^;]*)/.exec(line)?.[1] ?? '');
    const first = visit('/sale?utm_source=mail&token=secret', { referer: 'https://search.example/q?x=1' });
    expect(pageIn(first)).toBe('http://shop.example/sale?utm_source=mail https://search.example/q');
    expect(first).toContain('Max-Age=1800');
    expect(first).toContain('HttpOnly');
    const cookie = first.split(';')[0] ?? '';
    expect(visit('/cart', { cookie })).toBe(first);
    expect(visit('/cart?utm_source=mail', { cookie })).toBe(first);
    expect(pageIn(visit('/cart?utm_source=ad', { cookie }))).toBe('http://shop.example/cart?utm_source=ad');
    expect(pageIn(visit('/cart', { cookie: 'attune_session=nonsense' }))).toBe('http://shop.example/cart');
    expect(pageIn(visit(`/${'x'.repeat(5_000)}`))).toBe('http://shop.example');
    expect(site.visitor(request()).setCookies).toHaveLength(1);
  });

  it('tells the first page with each read', async () => {
    const contexts: unknown[] = [];
    const shop = createSite({
      cmsUrl: 'http://cms.example',
      serverKey: 'k',
      sessions: true,
      fetch: async (_url, init) => {
        const told = new Headers(init?.headers).get('attune-context') ?? '';
        contexts.push(JSON.parse(Buffer.from(told, 'base64url').toString()));
        return new Response('{}');
      },
    });
    const cookie = `attune_session=${encodeURIComponent('http://shop.example/sale https://search.example/')}`;
    await shop.fetch('/api/pages', { req: request({ cookie }) });
    await shop.fetch('/api/pages', { req: request() });
    expect(contexts).toMatchObject([
      { landing: { url: 'http://shop.example/sale', referrer: 'https://search.example/' } },
      { landing: { url: 'http://shop.example/cart' } },
    ]);
  });

  it('tells what is proven under the server key, and what is claimed under the browser key', async () => {
    const visitor = { anonymousId: 'a1', userId: 'ada' };
    expect(await site.track(visitor, 'Order Completed', { total: 3 }, request())).toBe(true);
    expect(await site.identify(visitor, { plan: 'pro' })).toBe(true);
    expect(await site.claim(visitor, { email: 'x@example.com' })).toBe(true);
    expect(await site.consent(visitor, { marketing: true }, { source: 'checkout' })).toBe(true);
    const keys = seen.map(({ headers }) =>
      Buffer.from(String(headers.authorization).slice(6), 'base64').toString(),
    );
    expect(keys).toEqual(['server-key:', 'server-key:', 'browser-key:', 'server-key:']);
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ userId: 'ada', event: 'Order Completed' });
    expect(JSON.parse(seen[2]?.body ?? '')).not.toHaveProperty('userId');
  });

  it('sells on when the CMS is away', async () => {
    const alone = createSite({ cmsUrl: 'http://127.0.0.1:1', serverKey: 'k' });
    expect(await alone.track({ anonymousId: 'a' }, 'X')).toBe(false);
  });

  it('signs no userId that reads like a visitor token', () => {
    expect(() => site.signUserId('attune.visitor.e30')).toThrow('cannot begin');
    expect(site.signUserId('user-1')).toMatch(/^[0-9a-f]{64}$/);
  });
});
