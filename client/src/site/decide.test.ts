import { describe, expect, it } from 'vitest';

import { createSite, webRequest } from '.';

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown> | undefined;
}

const siteThat = (answer: (sent: Sent) => Response, more: { readonly cdnUrl?: string } = {}) => {
  const sent: Sent[] = [];
  const site = createSite({
    cmsUrl: 'http://cms.example/',
    serverKey: 'server-key',
    ...more,
    fetch: async (url, init) => {
      const text = typeof init?.body === 'string' ? init.body : undefined;
      const one = {
        url: String(url),
        headers: new Headers(init?.headers),
        body: text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>),
      };
      sent.push(one);
      return answer(one);
    },
  });
  return { site, sent };
};

const chosen = ({ body }: Sent) =>
  Response.json({
    data: (body?.urls as string[]).map((url) => ({ url, token: `t-${url}`, expiresAt: 1, exposures: [] })),
  });

const request = (url = 'https://shop.example/sale?x=1', headers: Record<string, string> = {}) =>
  webRequest(
    new Request(url, { headers: { 'user-agent': 'Test', 'accept-language': 'de-AT,de', ...headers } }),
  );

describe('choices, asked for by a website', () => {
  it('are asked for in the name of the visitor, with what is known of the visit', async () => {
    const { site, sent } = siteThat(chosen);
    const req = request(undefined, { 'sec-gpc': '1', 'cf-ipcountry': 'AT' });
    const [decision] = await site.decide(['/api/home'], {
      req,
      visitor: { anonymousId: 'a1' },
      context: { timezone: 'Europe/Vienna' },
    });
    expect(decision).toMatchObject({ url: '/api/home', token: 't-/api/home' });
    expect(sent[0]?.url).toBe('http://cms.example/api/attune/v1/decide');
    expect(sent[0]?.body).toMatchObject({
      visitor: 'a1',
      writeKey: 'server-key',
      context: {
        url: 'https://shop.example/sale?x=1',
        locale: 'de-AT',
        userAgent: 'Test',
        timezone: 'Europe/Vienna',
      },
    });
    expect(sent[0]?.headers.get('sec-gpc')).toBe('1');
    expect(sent[0]?.headers.get('cf-ipcountry')).toBe('AT');
    expect(sent[0]?.headers.get('authorization')).toBeNull();
  });

  it('leave the header to an API token, and sign who is logged in', async () => {
    const { site, sent } = siteThat(chosen);
    await site.decide(['/api/home'], { visitor: { userId: 'ada' }, apiToken: 'strapi-token' });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer strapi-token');
    expect(String(sent[0]?.body?.visitor).split('.')).toHaveLength(2);
  });

  it('are asked for twenty at a time, and stand in their order', async () => {
    const { site, sent } = siteThat(chosen);
    const paths = Array.from({ length: 45 }, (_, index) => `/api/pages/${index}`);
    const decisions = await site.decide(paths);
    expect(decisions.map(({ url }) => url)).toEqual(paths);
    expect(sent.map(({ body }) => (body?.urls as string[]).length)).toEqual([20, 20, 5]);
  });

  it('are read from the cache in front, where the visitor is not named', async () => {
    const { site, sent } = siteThat(() => Response.json({}), { cdnUrl: 'https://cdn.example' });
    const visitor = { anonymousId: 'a1' };
    const req = request();
    await site.fetch('/api/home', { req, visitor, decision: { token: 't1' } });
    await site.fetch('/api/home', { req, visitor, decision: { token: null } });
    expect(sent.map(({ url }) => url)).toEqual([
      'https://cdn.example/api/home',
      'http://cms.example/api/home',
    ]);
    expect([...sent[0]!.headers]).toEqual([['attune-decision', 't1']]);
    expect(sent[1]?.headers.get('attune-visitor')).toBe('a1');
  });

  it('are none where the CMS does not answer, and in a preview', async () => {
    const none = { token: null, expiresAt: null, exposures: [] };
    for (const answer of [() => new Response('', { status: 503 }), () => new Response('<html>')]) {
      const { site } = siteThat(answer);
      expect(await site.decide(['/api/home'])).toEqual([
        { ...none, url: '/api/home', reason: 'unavailable' },
      ]);
    }
    const { site, sent } = siteThat(() => Response.json({}));
    const req = request('https://shop.example/?attune-preview=preview.aB-_9');
    expect(await site.decide(['/api/home'], { req })).toEqual([
      { ...none, url: '/api/home', reason: 'preview' },
    ]);
    await site.fetch('/api/home', { req, decision: { token: 't1' } });
    expect(sent.map(({ headers }) => headers.get('attune-visitor'))).toEqual(['preview.aB-_9']);
    expect(sent[0]?.headers.get('attune-decision')).toBeNull();
  });
});
