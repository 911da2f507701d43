import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { only, publish, SECRET, targetedPage } from '../support/content';
import { createLaneProbe, headersOf } from '../support/lane';
import { createApiToken, grantAuthenticated, grantPublic, loginUser } from '../support/permissions';
import { makeVip } from '../support/segments';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

const READS = [
  'api::page.page.find',
  'api::page.page.findOne',
  'api::home.home.find',
  'api::product.product.find',
  'api::article.article.find',
  'api::article.article.findOne',
];
const DEEP = 'populate[blocks][populate]=*&populate[lead]=true&populate[sections]=true';
const FIRST = `/pages?filters[slug]=first&${DEEP}`;

export const contentLaneSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let probe: ReturnType<typeof createLaneProbe>;
    let documentId = '';
    let articleId = '';
    let asks = 0;
    let token = '';

    beforeAll(async () => {
      app = await boot({
        config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
      });
      probe = createLaneProbe(app);
      await makeVip(app);
      await grantPublic(app.strapi, READS);
      await grantAuthenticated(app.strapi, READS);
      token = await createApiToken(app.strapi, READS);
      ({ documentId } = await publish(app.strapi, 'api::page.page', targetedPage('first')));
      await publish(app.strapi, 'api::page.page', { title: 'Plain', slug: 'plain' });
      await publish(app.strapi, 'api::product.product', { name: 'Mug', sku: 'mug', page: documentId });
      await publish(app.strapi, 'api::home.home', {
        title: 'Home',
        blocks: [{ __component: 'blocks.hero', title: `${SECRET} home`, audience: only('vip') }],
      });
      const article = await publish(app.strapi, 'api::article.article', {
        title: 'Article',
        blocks: [
          { __component: 'blocks.hero', title: 'For all' },
          { __component: 'blocks.hero', title: `${SECRET} article`, audience: only('vip') },
        ],
      });
      articleId = article.documentId;
      const identified = await fetch(`${app.url}/api/attune/v1/identify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
        body: JSON.stringify({ anonymousId: 'vip-device', traits: { plan: 'vip' }, messageId: 'vip' }),
      });
      expect(identified.status).toBe(200);
    });
    afterAll(() => app.stop());

    const VISITORS: Record<string, Record<string, string>> = {
      'a stranger': {},
      'a known device': { 'attune-visitor': 'vip-device' },
      'an unknown device': { cookie: 'attune_visitor=nobody' },
      'a browser of another origin': { origin: 'https://shop.example' },
      'a browser that compresses': { 'accept-encoding': 'gzip' },
      'who has it already': { 'if-none-match': '"x"' },
    };

    it.each([
      ['a list', FIRST],
      ['a page with nothing targeted', '/pages?filters[slug]=plain'],
      ['a single type', '/home?populate=*'],
      ['a type whose pages are relations', `/products?populate[page][populate][blocks][populate]=*`],
      ['a policy in between', '/articles?populate[blocks][populate]=*'],
    ])('answers %s from memory in the very bytes and headers of Strapi', async (_what, path) => {
      for (const [who, headers] of Object.entries(VISITORS)) {
        const cold = await probe.cold(path, headers);
        const warm = await probe.warm(path, headers);
        expect(warm.text, who).toBe(cold.text);
        expect(headersOf(warm.headers), who).toEqual(headersOf(cold.headers));
        expect(warm.status, who).toBe(200);
      }
    });

    it.each([
      ['a list', `${FIRST}&asked=0`],
      ['a page with nothing targeted', '/pages?filters[slug]=plain&asked=0'],
      ['a policy in between', '/articles?populate[blocks][populate]=*&asked=0'],
      ['a middleware in between', '/articles/ARTICLE?populate[blocks][populate]=*&asked=0'],
    ])('answers %s alike the first time, the second, and from memory', async (_what, asked) => {
      const path = asked.replace('ARTICLE', articleId);
      for (const [who, headers] of Object.entries(VISITORS)) {
        const address = `${path}${(asks += 1)}`;
        const first = await probe.look(address, headers);
        const second = await probe.look(address, headers);
        const third = await probe.look(address, headers);
        expect([first.warm, second.warm, third.warm], who).toEqual([false, false, true]);
        for (const { text, headers: given } of [second, third]) {
          expect(text, who).toBe(first.text);
          expect(headersOf(given), who).toEqual(headersOf(first.headers));
        }
      }
    });

    it('answers one entry by its documentId', async () => {
      const path = `/pages/${documentId}?${DEEP}`;
      expect((await probe.warm(path)).text).toBe((await probe.cold(path)).text);
    });

    it('shows each what is theirs from one memory', async () => {
      const stranger = await probe.warm(FIRST);
      const vip = await probe.look(FIRST, { 'attune-visitor': 'vip-device' });
      expect(vip.warm).toBe(true);
      expect(stranger.text).not.toContain(SECRET);
      expect(vip.text).toContain(`${SECRET} VIP hero`);
      expect(vip.headers.get('cache-control')).toBe('private, no-cache');
      expect(vip.headers.get('etag')).not.toBe(stranger.headers.get('etag'));
    });

    it('forgets what a visitor was given as soon as something is known of them', async () => {
      const headers = { 'attune-visitor': 'passing-device' };
      const say = async (plan: string) => {
        const said = await fetch(`${app.url}/api/attune/v1/identify`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
          body: JSON.stringify({
            anonymousId: 'passing-device',
            traits: { plan },
            messageId: `plan ${plan} ${Math.random()}`,
          }),
        });
        expect(said.status).toBe(200);
      };
      await probe.warm(FIRST);
      for (const plan of ['basic', 'vip', 'free', 'vip']) {
        await probe.look(FIRST, headers);
        await probe.look(FIRST, headers);
        await say(plan);
        const [first, again] = [await probe.look(FIRST, headers), await probe.look(FIRST, headers)];
        expect(first.text.includes(SECRET), plan).toBe(plan === 'vip');
        expect(again.text).toBe(first.text);
        expect(again.warm).toBe(true);
        expect(first.headers.get('cache-control')).toBe('private, no-cache');
      }
      const refusing = await probe.look(FIRST, { ...headers, 'sec-gpc': '1' });
      expect(refusing.text).not.toContain(SECRET);
    });

    it('keeps what an API token may read for that token alone', async () => {
      const authorization = `Bearer ${token}`;
      const other = await createApiToken(app.strapi, READS);
      const without = await createApiToken(app.strapi, ['api::home.home.find']);
      const warm = await probe.warm(FIRST, { authorization });
      expect(warm.text).toBe((await probe.cold(FIRST, { authorization })).text);
      expect((await probe.look(FIRST, { authorization: `Bearer ${other}` })).warm).toBe(false);
      expect((await probe.look(FIRST, { authorization: `Bearer ${without}` })).status).toBe(403);
      expect((await probe.look(FIRST, { authorization: 'Bearer nonsense' })).status).toBe(401);
    });

    it('passes by what is not for keeping', async () => {
      const { jwt } = await loginUser(app.strapi, app.url);
      const passing: [string, string, Record<string, string>?][] = [
        ['drafts', '/pages?status=draft'],
        ['a session', FIRST, { authorization: `Bearer ${jwt}` }],
        ['another scheme', FIRST, { authorization: 'Basic eDp5' }],
        ['another format', FIRST, { 'strapi-response-format': 'v4' }],
        ['a handler of its own', '/pages/first/whole'],
        ['what does not exist', '/pages/nothing'],
        ['a query that is refused', '/pages?filters[lead][title]=x'],
      ];
      for (const [what, path, headers] of passing) {
        const first = await probe.look(path, headers);
        // What is kept is so from the second request on.
        await probe.look(path, headers);
        const third = await probe.look(path, headers);
        expect(third.status, what).toBe(first.status);
        if (third.status === 200) expect(third.warm, what).toBe(false);
      }
      const v4 = await probe.look(FIRST, { 'strapi-response-format': 'v4' });
      expect(JSON.parse(v4.text)).toHaveProperty('data.0.attributes');
    });

    it('asks the policies of a route each time', async () => {
      const path = '/articles?populate[blocks][populate]=*';
      await probe.warm(path);
      expect((await probe.look(path, { 'x-closed': 'yes' })).status).toBe(403);
      expect((await probe.look(path)).warm).toBe(true);
    });

    it('gives the middlewares of a route an answer of their own to change', async () => {
      const path = `/articles/${articleId}`;
      const answers = [];
      for (const word of ['one', 'two', 'three', 'four'])
        answers.push(await probe.look(path, { 'x-word': word }));
      expect(answers.map(({ warm }) => warm)).toEqual([false, false, true, true]);
      expect(answers.map(({ text }) => (JSON.parse(text) as { data: { title: string } }).data.title)).toEqual(
        ['Article (one)', 'Article (two)', 'Article (three)', 'Article (four)'],
      );
      for (const { text } of answers) expect(text).not.toContain(SECRET);
      const vip = await probe.look(path, { 'x-word': 'vip', 'attune-visitor': 'vip-device' });
      expect(vip.warm).toBe(true);
      expect(JSON.parse(vip.text)).toMatchObject({
        data: { blocks: [{ title: `${SECRET} article` }, { title: 'For all' }] },
        meta: { attune: { exposures: [expect.any(String)] } },
      });
      expect(vip.text).toBe(
        (await probe.cold(path, { 'x-word': 'vip', 'attune-visitor': 'vip-device' })).text,
      );
    });

    it('is no place for forged or monstrous headers', async () => {
      const stranger = await probe.warm(FIRST);
      const huge = Buffer.from(JSON.stringify({ url: 'x'.repeat(9_000) })).toString('base64url');
      const monstrous: Record<string, string>[] = [
        { 'attune-context': huge },
        { 'attune-context': 'not base64url JSON' },
        { 'attune-visitor': 'a.b' },
        { 'attune-visitor': '\u00e9\u00e9' },
        { 'attune-visitor': 'x'.repeat(5_000) },
        { cookie: `attune_visitor=${'%'.repeat(200)}` },
      ];
      for (const headers of monstrous) {
        const answer = await probe.look(FIRST, headers);
        expect(answer.status).toBe(200);
        expect(answer.text).toBe(stranger.text);
        expect(answer.warm).toBe(true);
      }
      // And somebody may see that it happens, in numbers.
      const admin = await loginAdmin(app.strapi, app.url);
      const { data } = (await (await admin('/attune/content/lanes')).json()) as {
        data: { faults: Record<string, number> };
      };
      expect(data.faults['visitor-id']).toBeGreaterThanOrEqual(2);
      expect(data.faults['visitor-token']).toBeGreaterThanOrEqual(1);
    });

    it('makes two answers at most for many who ask at once', async () => {
      const path = `${FIRST}&pagination[pageSize]=7`;
      const alone = probe.readsOf(path);
      await probe.cold(path);
      const before = probe.readsOf(path);
      const answers = await Promise.all(Array.from({ length: 20 }, () => probe.look(path)));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      // One may have been answered before anybody else had asked.
      expect(probe.readsOf(path) - before).toBeLessThanOrEqual(2 * (before - alone));
      expect((await probe.look(path)).warm).toBe(true);
    });
  });
};
