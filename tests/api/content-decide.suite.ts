import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { except, only, publish, SECRET, targetedPage } from '../support/content';
import { decide, inOneSpan, postDecide, type DecidedUrl } from '../support/decide';
import { makeKnown } from '../support/known-visitor';
import { createLaneProbe } from '../support/lane';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

const READS = [
  'api::page.page.find',
  'api::page.page.findOne',
  'api::page.page.whole',
  'api::home.home.find',
  'api::product.product.find',
  'api::article.article.find',
];
const DEEP = 'populate[blocks][populate]=*&populate[lead]=true&populate[sections]=true';
const FIRST = `/api/pages?filters[slug]=first&${DEEP}`;
const MINUTE = 60_000;
/** Of one browser key and address. */
const CALLS = 30;

type Headers = Record<string, string>;

export const contentDecideSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let apiToken = '';

    beforeAll(async () => {
      app = await boot({
        config: {
          content: { decideCallsAMinute: CALLS },
          privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } },
        },
      });
      await makeVip(app);
      await grantPublic(app.strapi, READS);
      apiToken = await createApiToken(app.strapi, READS);
      await publish(app.strapi, 'api::page.page', targetedPage('first'));
      await publish(app.strapi, 'api::page.page', { title: 'Plain', slug: 'plain' });
      await publish(app.strapi, 'api::page.page', {
        title: 'Tagged',
        slug: 'tagged',
        blocks: [
          { __component: 'blocks.hero', title: 'Hi', text: 'Hello {{fallback profile.firstName "there"}}' },
        ],
      });
      await publish(app.strapi, 'api::article.article', {
        title: 'Article',
        blocks: [
          { __component: 'blocks.hero', title: 'For others', audience: except('vip') },
          { __component: 'blocks.hero', title: `${SECRET} article`, audience: only('vip') },
        ],
      });
      for (const anonymousId of ['vip-device', 'other-vip-device']) {
        const identified = await fetch(`${app.url}/api/attune/v1/identify`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
          body: JSON.stringify({ anonymousId, traits: { plan: 'vip' }, messageId: anonymousId }),
        });
        expect(identified.status).toBe(200);
      }
    });
    afterAll(() => app.stop());

    const get = (url: string, headers: Headers = {}) => fetch(`${app.url}${url}`, { headers });
    const one = async (url: string, body: object = {}, headers?: Headers): Promise<DecidedUrl> =>
      (await decide(app, { ...body, urls: [url] }, headers))[0]!;
    const shared = async (url: string, token: string, headers: Headers = {}) => {
      const answer = await get(url, { 'attune-decision': token, ...headers });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    };

    it('gives whoever brings the token the page that was chosen, for any cache to keep', async () => {
      const decided = await one(FIRST, { visitor: 'vip-device' });
      const own = await (await get(FIRST, { 'attune-visitor': 'vip-device' })).json();
      const asked = Date.now();
      const answer = await shared(FIRST, decided.token!);
      const page = JSON.parse(answer.text) as { data: unknown; meta: object };

      expect(answer.status).toBe(200);
      expect(answer.text).toContain(`${SECRET} VIP hero`);
      expect(page.data).toEqual((own as { data: unknown }).data);
      expect(page.meta).not.toHaveProperty('attune');
      expect(decided.exposures).toEqual(
        (own as { meta: { attune: { exposures: string[] } } }).meta.attune.exposures,
      );
      expect(decided.exposures.length).toBeGreaterThan(0);

      const [, seconds] = /^public, max-age=(\d+)$/.exec(answer.headers.get('cache-control') ?? '') ?? [];
      expect(Number(seconds)).toBeGreaterThan(0);
      // By the clock of the answer, which was made after it was asked for.
      expect(asked + Number(seconds) * 1_000).toBeLessThanOrEqual(decided.expiresAt!);
      expect(answer.headers.get('vary')).toContain('Attune-Decision');
      expect(answer.headers.get('vary')).not.toContain('Attune-Visitor');
      expect(answer.headers.get('set-cookie')).toBeNull();
      const again = await shared(FIRST, decided.token!, {
        'if-none-match': answer.headers.get('etag')!,
        'cache-control': 'max-age=0',
      });
      expect(again.status).toBe(304);
      expect(again.headers.get('cache-control')).toMatch(/^public, max-age=/);
    });

    it('gives equal choices equal tokens, and other choices others', async () => {
      await inOneSpan();
      const tokens = await Promise.all(
        ['vip-device', 'other-vip-device', 'nobody', 'somebody-else', undefined].map(
          async (visitor) => (await one(FIRST, { visitor })).token!,
        ),
      );
      expect(tokens[1]).toBe(tokens[0]);
      expect(new Set(tokens.slice(2)).size).toBe(1);
      expect(tokens[2]).not.toBe(tokens[0]);
      for (const token of tokens) {
        const inside = Buffer.from(token, 'base64url').toString('latin1');
        expect(inside).not.toMatch(/vip|device|page/);
      }
    });

    it('shows the same from memory, behind auth, and where Strapi makes it each time', async () => {
      const probe = createLaneProbe(app);
      const articles = '/api/articles?populate[blocks][populate]=*';
      const whole = '/api/pages/first/whole';
      for (const url of [FIRST, articles, whole]) {
        const { token } = await one(url, { visitor: 'vip-device' });
        const headers = { 'attune-decision': token! };
        const path = url.replace(/^\/api/, '');
        const first = await probe.look(path, headers);
        expect(first.text, url).toContain(SECRET);
        expect(first.headers.get('cache-control'), url).toMatch(/^public, max-age=\d+$/);
        const cold = await probe.cold(path, headers);
        expect(cold.text, url).toBe(first.text);
        expect(cold.headers.get('etag')).toBe(first.headers.get('etag'));
        if (url !== whole) {
          const warm = await probe.warm(path, headers);
          expect(warm.text, url).toBe(first.text);
          expect(warm.headers.get('cache-control'), url).toMatch(/^public, max-age=\d+$/);
        }
        const stranger = await one(url);
        expect(await (await shared(url, stranger.token!)).text, url).not.toContain(SECRET);
      }
    });

    it('opens for an address in each of its spellings', async () => {
      await inOneSpan();
      const spelled = FIRST.replaceAll('[', '%5B').replaceAll(']', '%5D');
      const { token } = await one(FIRST, { visitor: 'vip-device' });
      expect((await one(spelled, { visitor: 'vip-device' })).token).toBe(token);
      expect((await shared(spelled, token!)).text).toBe((await shared(FIRST, token!)).text);
    });

    it('reads pages by the rights of an API token, whose copies are for that token alone', async () => {
      const headers = { authorization: `Bearer ${apiToken}` };
      const body = { visitor: 'vip-device', writeKey: TEST_KEYS.server };
      const { token } = await one(FIRST, body, headers);
      const answer = await shared(FIRST, token!, headers);
      expect(answer.text).toContain(`${SECRET} VIP hero`);
      // A token that is revoked is heard of within the minute, however long the choices hold.
      expect(answer.headers.get('cache-control')).toBe('public, max-age=60, must-revalidate');
      expect(answer.headers.get('vary')).toContain('Authorization');
      expect((await shared(FIRST, token!)).text).not.toContain(SECRET);
      const other = await createApiToken(app.strapi, READS);
      expect((await shared(FIRST, token!, { authorization: `Bearer ${other}` })).text).not.toContain(SECRET);
      const without = await createApiToken(app.strapi, ['api::home.home.find']);
      const refused = await one(FIRST, body, { authorization: `Bearer ${without}` });
      expect(refused).toMatchObject({ token: null, reason: 'refused' });
    });

    it('ends with the next date of the page', async () => {
      const until = new Date(Date.now() + 2 * MINUTE).toISOString();
      await publish(app.strapi, 'api::page.page', {
        title: 'Dated',
        slug: 'dated',
        blocks: [
          {
            __component: 'blocks.hero',
            title: 'Soon over',
            audience: { key: '', show: 'everyone', segments: [], until },
          },
        ],
      });
      const url = `/api/pages?filters[slug]=dated&${DEEP}`;
      const decided = await one(url);
      expect(decided.expiresAt).toBe(Math.floor(Date.parse(until) / 1_000) * 1_000);
      const asked = Date.now();
      const { headers } = await shared(url, decided.token!);
      const seconds = Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1]);
      expect(asked + seconds * 1_000).toBeLessThanOrEqual(Date.parse(until));
      expect(seconds).toBeGreaterThan(60);
    });

    it('makes no token of what is known of a proven person, and one of what any stranger would see', async () => {
      await inOneSpan();
      const vip = await makeKnown(app, 'proven-vip', { plan: 'vip' });
      const plain = await makeKnown(app, 'proven-plain', { plan: 'none' });
      expect(await one(FIRST, { visitor: vip['attune-visitor'] })).toEqual({
        url: FIRST,
        token: null,
        reason: 'personal',
        expiresAt: null,
        exposures: [],
      });
      const stranger = await one(FIRST);
      expect((await one(FIRST, { visitor: plain['attune-visitor'] })).token).toBe(stranger.token);
      const untargeted = '/api/pages?filters[slug]=plain';
      expect((await one(untargeted, { visitor: vip['attune-visitor'] })).token).toBe(
        (await one(untargeted)).token,
      );
    });

    it('says of each address why there is no token', async () => {
      const urls = {
        '/api/pages?status=draft': 'draft',
        '/api/pages?filters[lead][title]=x': 'refused',
        '/api/pages?filters[slug]=tagged&populate[blocks]=true': 'personal',
        '/api/pages/nothing': 'refused',
        '/api/nothing': 'refused',
        '/api/attune/v1/consent': 'not-content',
        '/api/attune/../attune/v1/consent': 'not-content',
        '/admin/init': 'not-content',
        '/graphql?query={pages{title}}': 'not-content',
        'https://elsewhere.example/api/pages': 'not-content',
        '//elsewhere.example/api/pages': 'not-content',
      };
      const decided = await decide(app, { urls: Object.keys(urls) });
      expect(Object.fromEntries(decided.map(({ url, reason }) => [url, reason]))).toEqual(urls);
      expect(decided.every(({ token }) => token === null)).toBe(true);
    });

    it('refuses who has no key, too many addresses, previews and what is not understood', async () => {
      const body = { urls: [FIRST] };
      const status = async (given: unknown, headers?: Headers) =>
        (await postDecide(app, given, headers)).status;
      expect(await status(body, {})).toBe(401);
      expect(await status(body, { authorization: 'Bearer nobody-s-key' })).toBe(401);
      expect(
        await status({ ...body, writeKey: 'nobody-s-key' }, { authorization: `Bearer ${TEST_KEYS.server}` }),
      ).toBe(401);
      expect(
        await status(body, { authorization: `Bearer ${TEST_KEYS.server}`, origin: 'https://shop.example' }),
      ).toBe(403);
      expect(
        await status(body, { authorization: `Bearer ${TEST_KEYS.browser}`, origin: 'https://shop.example' }),
      ).toBe(200);
      expect(await status({ urls: [] })).toBe(400);
      expect(await status({ urls: Array.from({ length: 21 }, () => FIRST) })).toBe(400);
      expect(await status({ urls: [`/api/pages?x=${'x'.repeat(5_000)}`] })).toBe(400);
      expect(await status({ urls: FIRST })).toBe(400);
      expect(await status({ ...body, visitor: { userId: 'x' } })).toBe(400);
      expect(await status({ ...body, visitor: 'preview.abc' })).toBe(400);
      expect(await status('{not json')).toBe(400);
    });

    it('obeys a browser that asks not to be known', async () => {
      await inOneSpan();
      const headers = { authorization: `Bearer ${TEST_KEYS.browser}` };
      const stranger = await one(FIRST);
      const vip = await one(FIRST, { visitor: 'vip-device' }, headers);
      expect(vip.token).not.toBe(stranger.token);
      for (const signal of [{ 'sec-gpc': '1' }, { dnt: '1' }] as readonly Headers[])
        expect((await one(FIRST, { visitor: 'vip-device' }, { ...headers, ...signal })).token).toBe(
          stranger.token,
        );
    });

    it('takes a visitor who is none, and a context that is too large, for a stranger', async () => {
      await inOneSpan();
      const { token } = await one(FIRST);
      expect((await one(FIRST, { visitor: 'two words' })).token).toBe(token);
      expect((await one(FIRST, { visitor: 'x.y.z' })).token).toBe(token);
      expect((await one(FIRST, { context: { url: 'x'.repeat(100_000), consent: 5 } })).token).toBe(token);
    });

    it('takes so many calls a minute under a browser key', async () => {
      const statuses: number[] = [];
      let last: Response | undefined;
      for (let calls = 0; calls <= CALLS && last?.status !== 429; calls += 1) {
        last = await postDecide(app, { urls: [FIRST] }, { authorization: `Bearer ${TEST_KEYS.browser}` });
        statuses.push(last.status);
      }
      expect(statuses.at(-1)).toBe(429);
      expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await postDecide(app, { urls: [FIRST] })).status).toBe(200);
    });
  });
};
