// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';

import { createClient, type ClientOptions } from '.';
import { install } from './install';

interface Sent {
  readonly url: string;
  readonly body: {
    readonly batch?: readonly Record<string, unknown>[];
    readonly decisions?: object;
    readonly anonymousId?: string;
  };
}

/** A server that answers with these statuses in turn, then 200. */
const createServer = (...statuses: number[]) => {
  const sent: Sent[] = [];
  const send = async (url: unknown, init?: RequestInit) => {
    sent.push({ url: String(url), body: JSON.parse(String(init?.body)) as Sent['body'] });
    return new Response('{}', { status: statuses.shift() ?? 200 });
  };
  const settled = async (count: number) => {
    for (let tries = 0; sent.length < count && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return sent;
  };
  return { sent, settled, fetch: send as typeof fetch };
};

const open = (server: ReturnType<typeof createServer>, more: Partial<ClientOptions> = {}) =>
  createClient({ writeKey: 'key', host: 'https://cms.example/', fetch: server.fetch, ...more });

const events = (sent: readonly Sent[]) => sent.flatMap(({ body }) => body.batch ?? []);
const quiet = () => new Promise((resolve) => setTimeout(resolve, 400));

describe('the browser client', () => {
  beforeEach(() => {
    localStorage.clear();
    document.cookie = 'attune_visitor=; max-age=0';
  });

  it('sends and keeps nothing before a yes, then what was done meanwhile', async () => {
    const server = createServer();
    const client = open(server);
    client.page('Home');
    client.track('Clicked', { a: 1 });
    client.identify('ada', { plan: 'pro' }, { signature: 'f00' });
    await quiet();
    expect(server.sent).toEqual([]);
    expect([localStorage.length, document.cookie, client.anonymousId()]).toEqual([0, '', undefined]);

    client.consent({ analytics: true }, { source: 'banner', wording: 'May we?' });
    const [consent, batch] = await server.settled(2);
    expect(consent?.url).toBe('https://cms.example/api/attune/v1/consent');
    expect(consent?.body).toMatchObject({
      decisions: { analytics: true },
      anonymousId: client.anonymousId(),
    });
    expect(batch?.url).toBe('https://cms.example/api/attune/v1/batch');
    expect(events(server.sent)).toMatchObject([
      { type: 'page', name: 'Home', anonymousId: client.anonymousId() },
      { type: 'track', event: 'Clicked', properties: { a: 1 } },
      { type: 'identify', userId: 'ada', traits: { plan: 'pro' }, context: { attune: { signature: 'f00' } } },
    ]);
    client.track('Later');
    await server.settled(3);
    expect(events(server.sent)[3]).toMatchObject({ userId: 'ada' });
  });

  it('forgets with a no, and sends nothing after it', async () => {
    const server = createServer();
    const client = open(server);
    client.track('Before');
    client.consent({ analytics: false });
    client.track('After');
    client.consent({ analytics: true });
    client.track('Agreed');
    await server.settled(2);
    await quiet();
    expect(events(server.sent).map(({ event }) => event)).toEqual(['Agreed']);
    expect(open(server).decisions()).toEqual({ analytics: true });
  });

  it('keeps the order and tries again with the same ids', async () => {
    const server = createServer(503, 429);
    const client = open(server, { consent: 'granted' });
    client.track('One');
    client.track('Two');
    const sent = await server.settled(3);
    const ids = sent.map(({ body }) => body.batch?.map(({ messageId }) => messageId).join());
    expect(new Set(ids).size).toBe(1);
    expect(sent[2]?.body.batch).toMatchObject([{ event: 'One' }, { event: 'Two' }]);
  }, 10_000);

  it('drops what the server refuses, and goes on', async () => {
    const server = createServer(400);
    const client = open(server, { consent: 'granted' });
    client.track('Bad');
    await server.settled(1);
    client.track('Good');
    await server.settled(2);
    expect(events(server.sent).map(({ event }) => event)).toEqual(['Bad', 'Good']);
  });

  it('asks once for what is chosen, until it ends or somebody agrees to be known', async () => {
    const asked: Record<string, unknown>[] = [];
    let expiresAt = Date.now() + 60_000;
    const answer = async (_url: unknown, init?: RequestInit) => {
      const body = JSON.parse(String(init?.body)) as { urls?: readonly string[] };
      if (!body.urls) return new Response('{}');
      asked.push(body);
      const one = (url: string) => ({
        url,
        token: url.includes('home') ? 't1' : null,
        expiresAt,
        exposures: [],
      });
      return Response.json({ data: body.urls.map(one) });
    };
    const client = open({ ...createServer(), fetch: answer as typeof fetch });
    const tokens = async () => (await client.decide(['/api/home', '/api/pages'])).map(({ token }) => token);
    expect(await tokens()).toEqual(['t1', null]);
    expect(asked[0]).toMatchObject({
      writeKey: 'key',
      context: { url: location.href, locale: 'en-US', consent: {} },
    });
    expect(asked[0]).not.toHaveProperty('visitor');
    expiresAt = Date.now() - 1;
    client.consent({ analytics: true });
    await tokens();
    await tokens();
    expect(asked.map(({ urls, visitor }) => [urls, visitor === client.anonymousId()])).toEqual([
      [['/api/home', '/api/pages'], false],
      [['/api/home', '/api/pages'], true],
      [['/api/home', '/api/pages'], true],
    ]);
    const away = open({ ...createServer(), fetch: () => Promise.reject(new Error('away')) });
    expect(await away.decide(['/api/home'])).toEqual([
      { url: '/api/home', token: null, expiresAt: null, exposures: [] },
    ]);
  });

  it('hands everything over when the page goes away', async () => {
    const server = createServer();
    const client = open(server, { consent: 'granted' });
    client.track('Last');
    window.dispatchEvent(new Event('pagehide'));
    expect(events(server.sent)).toMatchObject([{ event: 'Last' }]);
    await quiet();
    expect(server.sent).toHaveLength(1);
  });

  it('takes the id that the site’s server set, and another after a reset', () => {
    document.cookie = 'attune_visitor=from-server';
    const client = open(createServer(), { consent: 'granted' });
    expect(client.anonymousId()).toBe('from-server');
    client.reset();
    expect(client.anonymousId()).toBeUndefined();
  });

  it('makes the calls that were buffered, and listens to what the page marks', async () => {
    const server = createServer();
    globalThis.fetch = server.fetch;
    localStorage.setItem('attune_consent', '{"analytics":true}');
    document.body.innerHTML = `<a data-attune-click="Offer Clicked" data-attune-prop-plan="pro" href="#x"><b>x</b></a>
      <form data-attune-form="Signed Up" id="f"><input name="secret" value="hidden"></form>
      <script data-key="key" src="https://cms.example/api/attune/client.js"></script>`;
    const page = { attune: [['track', 'Buffered', { a: 1 }] as const] };
    const installed = install(page as never, document.querySelector('script'));
    document.querySelector('b')?.click();
    document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true }));
    installed?.push(['track', 'Pushed']);
    await server.settled(1);
    expect(server.sent[0]?.url).toBe('https://cms.example/api/attune/v1/batch');
    expect(events(server.sent)).toMatchObject([
      { type: 'page' },
      { event: 'Buffered' },
      { event: 'Offer Clicked', properties: { plan: 'pro', href: '#x' } },
      { event: 'Signed Up', properties: { form: 'f' } },
      { event: 'Pushed' },
    ]);
    expect(JSON.stringify(server.sent)).not.toContain('hidden');
  });
});
