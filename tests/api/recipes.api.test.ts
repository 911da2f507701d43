import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { except, only, publish, SECRET } from '../support/content';
import { decide, inOneSpan } from '../support/decide';
import { createLaneProbe } from '../support/lane';
import { startNext, type StartedNext } from '../support/next';
import { createApiToken, grantPublic } from '../support/permissions';
import { startNginx, type StartedNginx } from '../support/nginx';
import { makeVip } from '../support/segments';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

const READS = ['api::page.page.find', 'api::home.home.find'];
const HOME = '/api/home?populate=*';
const PAGE = '/api/pages?filters[slug][$eq]=home&populate[blocks][populate]=*';
const VIP = { cookie: 'attune_visitor=vip-device' };
const OTHER_VIP = { cookie: 'attune_visitor=other-vip-device' };

const folder = join(__dirname, '..', '..', 'docs', 'recipes');
const recipe = (file: string): Promise<unknown> => import(pathToFileURL(join(folder, file)).href);

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** A recipe that is a server of its own. */
const started = async (file: string): Promise<Server> => {
  const { server } = (await recipe(file)) as { server: Server };
  if (!server.listening) await once(server, 'listening');
  return server;
};

const closed = (server: Server | undefined): Promise<unknown> => {
  server?.closeAllConnections();
  return new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
};

const zone = (name: string) => [
  { __component: 'blocks.hero', title: `${name} for all` },
  { __component: 'blocks.hero', title: `${SECRET} ${name}`, audience: only('vip') },
  { __component: 'blocks.hero', title: `${name} for others`, audience: except('vip') },
];

describe('the recipes in docs/recipes', () => {
  let app: BootedStrapi;
  let statics: Server;
  let cdn: Server;
  let nginx: StartedNginx;
  let homeId = '';

  beforeAll(async () => {
    app = await bootStrapi({
      config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
    });
    await makeVip(app);
    await grantPublic(app.strapi, READS);
    ({ documentId: homeId } = await publish(app.strapi, 'api::home.home', {
      title: 'Home',
      blocks: zone('Home'),
    }));
    await publish(app.strapi, 'api::page.page', { title: 'Page', slug: 'home', blocks: zone('Page') });
    for (const anonymousId of ['vip-device', 'other-vip-device']) {
      await fetch(`${app.url}/api/attune/v1/identify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
        body: JSON.stringify({ anonymousId, traits: { plan: 'vip' }, messageId: anonymousId }),
      });
    }
    statics = createServer((req, res) => {
      res.writeHead(req.url === '/gone' ? 404 : 200, { 'content-type': 'text/html' });
      const places = [HOME, PAGE].map((path) => `<!--attune ${path}-->As built<!--/attune-->`);
      res.end(req.url === '/plain' ? '<p>Plain</p>' : `<h1>Static</h1>${places.join('<hr>')}`);
    }).listen(0, '127.0.0.1');
    await once(statics, 'listening');
    Object.assign(process.env, { CMS_URL: app.url, ATTUNE_SERVER_KEY: TEST_KEYS.server, PORT: '0' });
    cdn = await started('cdn.mjs');
    nginx = await startNginx(join(folder, 'nginx.conf'), app.url);
    Object.assign(process.env, { CDN_URL: addressOf(cdn), STATIC_URL: addressOf(statics) });
  });
  afterAll(async () => {
    await Promise.all([statics, cdn].map(closed));
    if (nginx && 'url' in nginx) await nginx.stop();
    await app.stop();
  });

  const text = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, { headers });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  /** How many pages a piece of work asks of Strapi from outside; its own requests have no connection. */
  const asked = async (work: () => Promise<unknown>): Promise<number> => {
    let count = 0;
    const { httpServer } = app.strapi.server;
    const listen = ({ url = '', socket }: IncomingMessage) => {
      if (socket.remotePort !== undefined && !url.startsWith('/api/attune/')) count += 1;
    };
    httpServer.on('request', listen);
    await work();
    httpServer.off('request', listen);
    return count;
  };

  it('node.mjs: a server shows each visitor their page, private and with an ETag', async () => {
    const server = await started('node.mjs');
    try {
      const url = addressOf(server);
      const vip = await text(url, VIP);
      const stranger = await text(url);
      expect(vip.body).toContain(`${SECRET} Page`);
      expect(stranger.body).not.toContain(SECRET);
      expect(stranger.body).toContain('Page for others');
      expect(vip.headers.get('cache-control')).toBe('private, no-cache');
      expect(vip.headers.get('set-cookie')).toContain('attune_visitor=vip-device');
      const again = await text(url, {
        ...VIP,
        'if-none-match': vip.headers.get('etag')!,
        'cache-control': 'max-age=0',
      });
      expect(again.status).toBe(304);
    } finally {
      await closed(server);
    }
  });

  describe('next: an app of its own, built and started', () => {
    let next: StartedNext;

    beforeAll(async () => {
      next = await startNext(join(folder, 'next'), { CMS_URL: app.url, ATTUNE_SERVER_KEY: TEST_KEYS.server });
    }, 600_000);
    afterAll(async () => ('url' in next ? next.stop() : undefined));
    beforeEach(({ skip }) => {
      if ('skipped' in next) skip(next.skipped);
    });
    const at = (path: string, headers: Record<string, string> = {}) =>
      text(`${'url' in next ? next.url : ''}${path}`, headers);

    it('its server components show each visitor their page, and a stranger the fallback without a cookie', async () => {
      for (let round = 0; round < 2; round += 1) {
        const vip = await at('/', VIP);
        const stranger = await at('/');
        expect(vip.body).toContain(`<h2>${SECRET} Home</h2>`);
        expect(vip.body).not.toContain('Home for others');
        expect(stranger.body).toContain('<h2>Home for others</h2>');
        expect(stranger.body).not.toContain(SECRET);
        expect(stranger.headers.get('set-cookie')).toBeNull();
        for (const { headers } of [vip, stranger])
          expect(headers.get('cache-control')).toMatch(/private.*no-store|no-store.*private/);
      }
    });

    it('asks for a page once for all who share its decision, and mixes up nobody', async () => {
      await inOneSpan(30_000);
      await Promise.all([at('/', VIP), at('/')]);
      const took = await asked(async () => {
        expect((await at('/', OTHER_VIP)).body).toContain(SECRET);
        expect((await at('/', { cookie: 'attune_visitor=nobody' })).body).not.toContain(SECRET);
      });
      expect(took).toBe(0);
    });

    it('its route handler answers the browser the same, privately, and of content alone', async () => {
      const path = `/content?path=${encodeURIComponent(HOME)}`;
      const vip = await at(path, VIP);
      expect(vip.body).toContain(`${SECRET} Home`);
      expect((JSON.parse(vip.body) as { exposures: string[] }).exposures).toHaveLength(1);
      expect(vip.headers.get('cache-control')).toBe('private, no-cache');
      expect((await at(path)).body).not.toContain(SECRET);
      expect((await at('/content?path=/admin/init')).status).toBe(404);
    });
  });

  it('edge.mjs: a static page is completed for its visitor, and stays as built while the CMS is away', async () => {
    const { default: edge } = (await recipe('edge.mjs')) as {
      default: { fetch(request: Request): Promise<Response> };
    };
    const at = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await edge.fetch(new Request(`https://shop.example${path}`, { headers }));
      return { status: answer.status, headers: answer.headers, body: await answer.text() };
    };
    const vip = await at('/', VIP);
    expect(vip.body).toContain(`<h2>${SECRET} Home</h2>`);
    expect(vip.body).toContain(`<h2>${SECRET} Page</h2>`);
    expect(vip.body).not.toContain('As built');
    expect(vip.headers.get('cache-control')).toBe('private, no-cache');
    const stranger = await at('/');
    expect(stranger.body).not.toContain(SECRET);
    expect(stranger.body).toContain('Home for others');
    expect((await at('/plain')).body).toBe('<p>Plain</p>');
    expect((await at('/gone')).status).toBe(404);
    // The second of the same kind costs the CMS the choice alone.
    await inOneSpan();
    await at('/', VIP);
    expect(await asked(() => at('/', OTHER_VIP))).toBe(0);

    const before = process.env.CMS_URL;
    process.env.CMS_URL = 'http://127.0.0.1:1';
    process.env.CDN_URL = 'http://127.0.0.1:1';
    try {
      const away = (await import(`${pathToFileURL(join(folder, 'edge.mjs')).href}?away`)) as {
        default: { fetch(request: Request): Promise<Response> };
      };
      const answer = await away.default.fetch(new Request('https://shop.example/', { headers: VIP }));
      expect(await answer.text()).toContain('As built<hr>As built');
    } finally {
      Object.assign(process.env, { CMS_URL: before, CDN_URL: addressOf(cdn) });
    }
  });

  const fronts: Readonly<Record<string, () => string | undefined>> = {
    'cdn.mjs': () => addressOf(cdn),
    'nginx.conf': () => ('url' in nginx ? nginx.url : undefined),
  };
  describe.each(Object.keys(fronts))('%s: a cache in front', (front) => {
    beforeEach(({ skip }) => {
      if (fronts[front]!() === undefined) skip('skipped' in nginx ? nginx.skipped : undefined);
    });
    const tokenFor = async (visitor: string | undefined, url = PAGE) =>
      (await decide(app, { visitor, urls: [url] }))[0]!.token!;
    const through = (url: string, headers: Record<string, string> = {}) =>
      text(`${fronts[front]!()}${url}`, headers);
    const cacheOf = ({ headers }: Awaited<ReturnType<typeof through>>) =>
      headers.get('x-cache')?.toLowerCase();

    it('keeps one copy for each decision, and mixes up nobody', async () => {
      const url = `${PAGE}&sort=title`;
      const visitors = ['vip-device', 'other-vip-device', undefined, 'nobody', 'somebody'];
      await inOneSpan(30_000);
      const took = await asked(async () => {
        for (let round = 0; round < 3; round += 1)
          for (const visitor of visitors) {
            const answer = await through(url, { 'attune-decision': await tokenFor(visitor, url) });
            expect(answer.body.includes(SECRET), visitor).toBe(visitor?.includes('vip') ?? false);
            expect(Number(answer.headers.get('age'))).toBeGreaterThanOrEqual(0);
          }
      });
      expect(took).toBe(2);
    });

    it('gives what is kept for a token to nobody without it, and keeps nothing for them', async () => {
      const token = await tokenFor('vip-device');
      expect((await through(PAGE, { 'attune-decision': token })).body).toContain(SECRET);
      const others: readonly Record<string, string>[] = [
        {},
        { 'attune-visitor': 'nobody' },
        { cookie: 'attune_visitor=nobody' },
        { 'attune-decision': 'forged' },
        { 'attune-decision': await tokenFor(undefined) },
        { 'attune-decision': await tokenFor('vip-device', HOME) },
      ];
      for (const headers of others) {
        for (let time = 0; time < 2; time += 1) {
          const answer = await through(PAGE, headers);
          expect(answer.body, JSON.stringify(headers)).not.toContain(SECRET);
        }
      }
      // A visitor's own page, asked for first, is nobody's copy either.
      expect((await through(PAGE, { 'attune-visitor': 'vip-device' })).body).toContain(SECRET);
      expect((await through(PAGE)).body).not.toContain(SECRET);
      expect(cacheOf(await through(PAGE, { 'attune-decision': 'forged' }))).toBe('miss');
    });

    it('cannot be filled by one caller for another', async () => {
      const authorization = `Bearer ${await createApiToken(app.strapi, READS)}`;
      const body = { visitor: 'vip-device', urls: [PAGE], writeKey: TEST_KEYS.server };
      const [ofApi] = await decide(app, body, { authorization });
      const own = await through(PAGE, { 'attune-decision': ofApi!.token!, authorization });
      expect(own.body).toContain(SECRET);
      expect(cacheOf(await through(PAGE, { 'attune-decision': ofApi!.token!, authorization }))).toBe('hit');
      // Whoever has the token without the rights gets what the public gets.
      expect((await through(PAGE, { 'attune-decision': ofApi!.token! })).body).not.toContain(SECRET);
      const token = await tokenFor('vip-device');
      for (const poison of [
        { 'x-forwarded-host': 'evil.example' },
        { 'x-original-url': '/admin' },
        { 'attune-context': 'AAAA' },
        { 'accept-language': 'xx' },
      ] as readonly Record<string, string>[]) {
        const first = await through(`${PAGE}&x=${Object.keys(poison)[0]}`, {
          ...poison,
          'attune-decision': token,
        });
        expect(first.body).not.toContain('evil.example');
        expect(cacheOf(first)).toBe('miss');
      }
    });

    it('answers who has the copy already with nothing', async () => {
      const token = await tokenFor('vip-device');
      const { headers } = await through(PAGE, { 'attune-decision': token });
      const again = await through(PAGE, {
        'attune-decision': token,
        'if-none-match': headers.get('etag')!,
        'cache-control': 'max-age=0',
      });
      expect(again.status).toBe(304);
    });
  });

  it('is as fresh as docs/guides/edge.md says', async () => {
    const documents = app.strapi.documents('api::home.home');
    const probe = createLaneProbe(app);
    const through = (token: string) => text(`${addressOf(cdn)}${HOME}`, { 'attune-decision': token });
    const figures: Record<string, number> = { server: 0, edge: 0 };
    for (let round = 0; round < 5; round += 1) {
      const [before] = await decide(app, { urls: [HOME] });
      const kept = await through(before!.token!);
      await probe.warm(HOME.replace('/api', ''));
      const title = `Home ${round}`;
      await documents.update({ documentId: homeId, data: { title } as never, status: 'published' });
      const written = performance.now();
      // The server asks at each request: the first answer after a write is new.
      expect((await text(`${app.url}${HOME}`)).body).toContain(`"${title}"`);
      figures.server = Math.max(figures.server!, performance.now() - written);
      // An edge that asks for the choice each time gets another token with the write, and by it a new copy.
      const [after] = await decide(app, { urls: [HOME] });
      expect(after!.token).not.toBe(before!.token);
      expect((await through(after!.token!)).body).toContain(`"${title}"`);
      figures.edge = Math.max(figures.edge!, performance.now() - written);
      // One that keeps its token sees the old copy, until the token ends at most.
      const old = await through(before!.token!);
      expect(old.body).toBe(kept.body);
      const left = Number(/max-age=(\d+)/.exec(old.headers.get('cache-control') ?? '')?.[1]);
      expect(left).toBeLessThanOrEqual(600);
    }
    // In milliseconds; a busy machine takes its time.
    expect(figures.server).toBeLessThan(5_000);
    expect(figures.edge).toBeLessThan(10_000);
    if (process.env.ATTUNE_FIGURES) console.log(JSON.stringify(figures));
  });
});
