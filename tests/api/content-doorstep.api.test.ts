import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { only, publish, SECRET, targetedPage } from '../support/content';
import { headersOf } from '../support/lane';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

type Headers = Record<string, string>;

const PATH = '/pages?filters[slug]=step&populate=deep';
const POPULATE = 'populate[blocks][populate]=*&populate[lead]=*&populate[sections]=*';
const address = (n = 0): string => `${PATH.replace('populate=deep', POPULATE)}&n=${n}`;

/** Koa makes a context for each request that it is given. */
const countKoas = ({ strapi }: BootedStrapi, count: () => void): void => {
  const koa = strapi.server.app;
  const createContext = koa.createContext.bind(koa) as (...args: unknown[]) => never;
  koa.createContext = (...args: unknown[]) => {
    count();
    return createContext(...args);
  };
};

describe('an answer before Koa', () => {
  let app: BootedStrapi;
  let toKoa = 0;
  let documentId = '';
  let token = '';

  const ask = async (path: string, headers: Headers = {}) => {
    const before = toKoa;
    const response = await fetch(`${app.url}/api${path}`, { headers });
    const text = await response.text();
    const { status } = response;
    return { status, headers: headersOf(response.headers), text, byKoa: toKoa > before };
  };
  /** Until it is given before Koa; the last answer that Koa gave beside it. */
  const warm = async (path: string, headers: Headers = {}) => {
    let koas = await ask(path, headers);
    for (let tries = 0; tries < 100; tries += 1) {
      const answer = await ask(path, headers);
      if (!answer.byKoa) return { koas, answer };
      koas = answer;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`Koa is asked for ${path} each time.`);
  };
  const tell = async (anonymousId: string, plan: string): Promise<void> => {
    const response = await fetch(`${app.url}/api/attune/v1/identify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.server}` },
      body: JSON.stringify({ anonymousId, traits: { plan }, messageId: `${anonymousId} ${plan}` }),
    });
    expect(response.ok).toBe(true);
  };

  beforeAll(async () => {
    app = await bootStrapi({
      config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
    });
    countKoas(app, () => (toKoa += 1));
    await makeVip(app);
    await grantPublic(app.strapi, ['api::page.page.find']);
    token = await createApiToken(app.strapi, ['api::page.page.find']);
    ({ documentId } = await publish(app.strapi, 'api::page.page', targetedPage('step')));
    await tell('device-vip', 'vip');
    await tell('device-basic', 'basic');
  });
  afterAll(() => app.stop());

  it.each<readonly [string, () => Headers, boolean]>([
    ['a stranger', () => ({}), false],
    ['a device that nobody knows', () => ({ 'attune-visitor': 'unheard-of' }), false],
    ['a visitor outside the segment', () => ({ 'attune-visitor': 'device-basic' }), false],
    ['a visitor in the segment', () => ({ 'attune-visitor': 'device-vip' }), true],
    ['a name that is none', () => ({ 'attune-visitor': 'no name' }), false],
    ['an API token', () => ({ authorization: `Bearer ${token}` }), false],
    [
      'an API token for a visitor',
      () => ({ authorization: `Bearer ${token}`, 'attune-visitor': 'device-vip' }),
      true,
    ],
  ])('has the very bytes and headers that Koa gave: %s', async (_who, headers, isIn) => {
    const { koas, answer } = await warm(address(), headers());
    expect(answer).toEqual({ ...koas, byKoa: false });
    expect(answer.text.includes(SECRET)).toBe(isIn);
  });

  it.each<readonly [string, Headers]>([
    ['comes from another site', { origin: 'https://elsewhere.example' }],
    ['brings a cookie', { cookie: 'attune_visitor=device-vip' }],
    ['has a copy', { 'if-none-match': '"one"' }],
    ['has a copy of a date', { 'if-modified-since': new Date().toUTCString() }],
    ['says more of its visitor', { 'attune-context': '{}' }],
    ['brings choices', { 'attune-decision': 'none' }],
    ['asks for no choices', { 'attune-personalize': 'off' }],
    ['asks for another format', { 'strapi-response-format': 'v4' }],
  ])('is for plain requests: whoever %s asks Koa', async (_what, headers) => {
    await warm(address());
    for (let time = 0; time < 3; time += 1) expect((await ask(address(), headers)).byKoa).toBe(true);
    expect((await ask(address())).byKoa).toBe(false);
  });

  it('gives a 304 to who has it, from Koa', async () => {
    const { answer } = await warm(address());
    const again = await ask(address(), {
      'if-none-match': answer.headers.etag!,
      // Or fetch says that it wants no copy.
      'cache-control': 'max-age=0',
    });
    expect([again.status, again.text, again.byKoa]).toEqual([304, '', true]);
  });

  it('is another as soon as the visitor is', async () => {
    const mover = { 'attune-visitor': 'device-mover' };
    await tell('device-mover', 'basic');
    expect((await warm(address(), mover)).answer.text).not.toContain(SECRET);
    await tell('device-mover', 'vip');
    expect((await ask(address(), mover)).text).toContain(SECRET);
    expect((await warm(address(), mover)).answer.text).toContain(SECRET);
    await tell('device-mover', 'gone');
    expect((await ask(address(), mover)).text).not.toContain(SECRET);
  });

  it('is another as soon as the page or a right is', async () => {
    await warm(address(1));
    await app.strapi
      .documents('api::page.page')
      .update({ documentId, data: { title: 'Step two' } as never, status: 'published' });
    expect((await ask(address(1))).text).toContain('Step two');
    await warm(address(1));
    await app.strapi.db
      .query('plugin::users-permissions.permission')
      .deleteMany({ where: { action: 'api::page.page.find' } });
    expect((await ask(address(1))).status).toBe(403);
    await grantPublic(app.strapi, ['api::page.page.find']);
    expect((await warm(address(1))).answer.status).toBe(200);
  });

  it('is counted as an answer from memory, once', async () => {
    const admin = await loginAdmin(app.strapi, app.url);
    const hits = async (): Promise<number> => {
      const shown = (await (await admin('/attune/content/lanes')).json()) as {
        data: { early: { hits: number } };
      };
      return shown.data.early.hits;
    };
    await warm(address());
    const before = await hits();
    for (let time = 0; time < 5; time += 1) await ask(address());
    expect(await hits()).toBe(before + 5);
  });

  it('has its headers by the names that Koa wrote', async () => {
    const namesOf = async (): Promise<readonly string[]> => {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        get(`${app.url}/api${address(3)}`, { agent: false }, resolve).on('error', reject);
      });
      response.resume();
      return response.rawHeaders.filter((_, at) => at % 2 === 0).sort();
    };
    await warm(address(4));
    let names: readonly string[] = [];
    let isGiven = false;
    // Strapi may still be reading for its events after what was written.
    for (let tries = 0; tries < 100 && !isGiven; tries += 1) {
      const before = toKoa;
      names = await namesOf();
      isGiven = toKoa === before;
    }
    expect(isGiven).toBe(true);
    expect(names).toEqual(expect.arrayContaining(['Content-Type', 'Content-Length', 'ETag', 'Vary']));
  });

  it('is Koa’s while somebody else has a say: a listener, a middleware before all, headers that stand already', async () => {
    const { httpServer, app: koa } = app.strapi.server;
    const isKoas = async (): Promise<boolean> => {
      const { status, byKoa } = await ask(address());
      expect(status).toBe(200);
      return byKoa;
    };
    await warm(address());

    const listener = (_req: IncomingMessage, res: ServerResponse) => void res.setHeader('x-listened', 'yes');
    httpServer.prependListener('request', listener);
    expect(await isKoas()).toBe(true);
    httpServer.removeListener('request', listener);
    expect(await isKoas()).toBe(false);

    koa.middleware.unshift((_ctx, next) => next());
    expect(await isKoas()).toBe(true);
    koa.middleware.shift();
    expect(await isKoas()).toBe(false);

    const { emit } = httpServer;
    httpServer.emit = ((name: string, ...args: [IncomingMessage, ServerResponse]) => {
      if (name === 'request') args[1].setHeader('set-cookie', 'id=1');
      return (emit as (...all: unknown[]) => boolean).call(httpServer, name, ...args);
    }) as typeof emit;
    for (let time = 0; time < 3; time += 1) expect((await ask(address(5))).byKoa).toBe(true);
    httpServer.emit = emit;
    const { answer } = await warm(address(5));
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('goes out in the order of the questions on one line, and closes it where that was asked for', async () => {
    const { answer } = await warm(address());
    const { port } = new URL(app.url);
    const all = await new Promise<string>((resolve, reject) => {
      const line = connect(Number(port), '127.0.0.1');
      let text = '';
      const question = (path: string, more = '') =>
        `GET /api${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
      line.setEncoding('utf8');
      line.on('data', (piece: string) => (text += piece));
      line.on('error', reject);
      line.on('end', () => resolve(text));
      line.write(
        question('/pages/none') + question(address()) + question(address(), 'Connection: close\r\n'),
      );
    });
    const [first, second, third, ...more] = all.split('HTTP/1.1 ').slice(1);
    expect([first?.slice(0, 3), second?.slice(0, 3), third?.slice(0, 3), more]).toEqual([
      '403',
      '200',
      '200',
      [],
    ]);
    expect(second).toContain(answer.text);
    expect(third).toMatch(/\r\nConnection: close\r\n/);
    expect(third).toContain(answer.text);
  });
});

describe('an answer behind auth', () => {
  let app: BootedStrapi;
  let led = 0;
  let restore = (): void => {};
  const path = '/articles?populate[blocks][populate]=*';

  const ask = async (headers: Headers = {}, of = path) => {
    const before = led;
    const response = await fetch(`${app.url}/api${of}`, { headers });
    const text = await response.text();
    return { status: response.status, headers: headersOf(response.headers), text, byKoa: led > before };
  };
  /** It asks for nothing, and is passed by: such a request goes Strapi's whole way. */
  const whole = (headers: Headers = {}) => ask({ ...headers, 'strapi-encode-source-maps': 'false' });

  beforeAll(async () => {
    app = await bootStrapi({
      config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
    });
    const koa = Object.getPrototypeOf(app.strapi.server.app) as {
      handleRequest(...args: unknown[]): unknown;
    };
    const { handleRequest } = koa;
    koa.handleRequest = function counted(...args) {
      led += 1;
      return handleRequest.apply(this, args);
    };
    restore = () => void (koa.handleRequest = handleRequest);
    await makeVip(app);
    await grantPublic(app.strapi, ['api::article.article.find']);
    await publish(app.strapi, 'api::article.article', {
      title: 'One',
      blocks: [
        { __component: 'blocks.hero', title: 'Open' },
        { __component: 'blocks.hero', title: `${SECRET} title`, audience: only('vip') },
      ],
    });
    // The first tells whose its address is.
    for (let time = 0; time < 3; time += 1) await ask();
  });
  afterAll(async () => {
    restore();
    await app.stop();
  });

  it.each<readonly [string, Headers]>([
    ['a stranger', {}],
    ['a visitor', { 'attune-visitor': 'somebody' }],
    ['somebody with a cookie', { cookie: 'attune_visitor=somebody' }],
    ['another site', { origin: 'https://elsewhere.example' }],
  ])('has the bytes and headers of Strapi’s whole way, and Koa is not asked: %s', async (_who, headers) => {
    const expected = await whole(headers);
    expect(expected).toMatchObject({ status: 200, byKoa: true });
    expect(expected.text).not.toContain(SECRET);
    expect(await ask(headers)).toEqual({ ...expected, byKoa: false });
  });

  it('is Koa’s where it is no page: refused, unchanged, a question that is none', async () => {
    const closed = { 'x-closed': 'yes' };
    expect(await ask(closed)).toEqual({ ...(await whole(closed)), byKoa: true });
    expect((await ask(closed)).status).toBe(403);
    const { headers } = await ask();
    const again = await ask({ 'if-none-match': headers.etag!, 'cache-control': 'max-age=0' });
    expect([again.status, again.text, again.byKoa]).toEqual([304, '', true]);
    expect(await ask({}, '/articles?filters[nothing]=1')).toMatchObject({ status: 400, byKoa: true });
  });

  it('is nobody’s when its line breaks meanwhile, and the next is answered', async () => {
    for (let time = 0; time < 5; time += 1) {
      const gone = new AbortController();
      const asked = fetch(`${app.url}/api${path}&n=${time}`, { signal: gone.signal }).catch(() => undefined);
      setTimeout(() => gone.abort(), time);
      await asked;
    }
    expect((await ask()).status).toBe(200);
  });

  it('is Koa’s where somebody has another way to lead requests', async () => {
    const koa = app.strapi.server.app as unknown as Record<string, unknown>;
    const own = Object.getPrototypeOf(koa) as { handleRequest(...args: unknown[]): unknown };
    koa.handleRequest = (...args: unknown[]) => own.handleRequest.apply(koa, args);
    expect((await ask()).byKoa).toBe(true);
    delete koa.handleRequest;
    expect((await ask()).byKoa).toBe(false);
  });
});

describe('an answer that Koa has to give', () => {
  it.each(['strapi::compression', 'strapi::responseTime'])('while %s looks at each request', async (name) => {
    const standard = ['errors', 'security', 'cors', 'query', 'body', 'session', 'favicon', 'public'];
    const app = await bootStrapi({ middlewares: [name, ...standard.map((one) => `strapi::${one}`)] });
    try {
      await grantPublic(app.strapi, ['api::page.page.find']);
      await publish(app.strapi, 'api::page.page', { title: 'Page', slug: 'one', blocks: [] });
      let toKoa = 0;
      countKoas(app, () => (toKoa += 1));
      for (let time = 0; time < 6; time += 1) await (await fetch(`${app.url}/api/pages?populate=*`)).text();
      expect(toKoa).toBe(6);
    } finally {
      await app.stop();
    }
  });
});
