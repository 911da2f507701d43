import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { except, only, publish } from '../support/content';
import { grantAuthenticated, grantPublic, loginUser } from '../support/permissions';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

type Headers = Record<string, string>;

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As the site's server signs it, with its server key. */
const visitorToken = (claims: { u?: string; a?: string }, expires = Date.now() + 60_000): string => {
  const payload = base64url({ ...claims, e: expires });
  const mac = createHmac('sha256', TEST_KEYS.server).update(`attune.visitor.${payload}`).digest('base64url');
  return `${payload}.${mac}`;
};

export const contentVisitorsSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let admin: Awaited<ReturnType<typeof loginAdmin>>;

    const shown = async (headers: Headers = {}): Promise<readonly string[]> => {
      const response = await fetch(`${app.url}/api/pages?filters[slug]=shop&populate=*`, { headers });
      const { data } = (await response.json()) as { data: { blocks: { title: string }[] }[] };
      return data[0]?.blocks.map(({ title }) => title) ?? [];
    };
    const send = async (path: string, body: object, key: string) => {
      const response = await fetch(`${app.url}/api/attune${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      });
      expect(response.status, await response.text()).toBe(200);
    };
    const segment = async (key: string, condition: object) => {
      const made = await admin('/attune/segments', {
        method: 'POST',
        body: JSON.stringify({ name: key, key, condition }),
      });
      expect(made.status, await made.text()).toBe(200);
    };
    const consent = { analytics: true, personalisation: true };

    const STRANGER = ['all', 'not vip'];

    beforeAll(async () => {
      app = await boot();
      admin = await loginAdmin(app.strapi, app.url);
      await grantPublic(app.strapi, ['api::page.page.find']);
      await grantAuthenticated(app.strapi, ['api::page.page.find']);
      await segment('vip', { kind: 'trait', where: { plan: 'vip' } });
      await segment('curious', { kind: 'event', name: 'Product Viewed', count: { $gte: 1 } });
      await segment('on-mobile', { kind: 'context', where: { device: 'mobile' } });
      await publish(app.strapi, 'api::page.page', {
        title: 'Shop',
        slug: 'shop',
        blocks: [
          { __component: 'blocks.hero', title: 'all' },
          { __component: 'blocks.hero', title: 'vip', audience: only('vip') },
          { __component: 'blocks.hero', title: 'not vip', audience: except('vip') },
          { __component: 'blocks.hero', title: 'curious', audience: only('curious', 'no-such-segment') },
          { __component: 'blocks.hero', title: 'mobile', audience: only('on-mobile') },
        ],
      });
    });
    afterAll(() => app.stop());

    it('judges a stranger on the request alone', async () => {
      const phone =
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';
      expect(await shown()).toEqual(STRANGER);
      expect(await shown({ 'attune-visitor': 'never-seen' })).toEqual(STRANGER);
      expect(await shown({ 'attune-context': base64url({ userAgent: phone }) })).toEqual([
        ...STRANGER,
        'mobile',
      ]);
      expect(await shown({ 'attune-context': 'x'.repeat(9_000) })).toEqual(STRANGER);
      expect(await shown({ 'attune-context': base64url(['no', 'object']) })).toEqual(STRANGER);
    });

    it('knows at the next request what a device has just done', async () => {
      await send('/v1/track', event('device-1', 'Product Viewed'), TEST_KEYS.browser);
      expect(await shown({ 'attune-visitor': 'device-1' })).toEqual([...STRANGER, 'curious']);
      expect(await shown({ cookie: 'attune_visitor=device-1' })).toEqual([...STRANGER, 'curious']);
    });

    it('shows the stranger without consent, and where the browser says no before the person said yes', async () => {
      await send(
        '/v1/track',
        { ...event('device-quiet', 'Product Viewed'), context: { consent: { analytics: true } } },
        TEST_KEYS.browser,
      );
      expect(await shown({ 'attune-visitor': 'device-quiet', 'sec-gpc': '1' })).toEqual(STRANGER);
      expect(await shown({ 'attune-visitor': 'device-quiet' })).toEqual(STRANGER);
      expect(await shown({ 'attune-visitor': 'device-1', 'sec-gpc': '1' })).toEqual([...STRANGER, 'curious']);
    });

    it('shows a proven person their blocks, by token and by session', async () => {
      const user = await loginUser(app.strapi, app.url);
      await send(
        '/v1/identify',
        {
          userId: user.documentId,
          traits: { plan: 'vip' },
          messageId: 'proven',
          context: { consent },
        },
        TEST_KEYS.server,
      );
      const token = visitorToken({ u: user.documentId });
      expect(await shown({ 'attune-visitor': token })).toEqual(['all', 'vip']);
      expect(await shown({ authorization: `Bearer ${user.jwt}` })).toEqual(['all', 'vip']);
      expect(await shown({ 'attune-visitor': user.documentId })).toEqual(STRANGER);
      expect(await shown({ 'attune-visitor': visitorToken({ u: user.documentId }, 1) })).toEqual(STRANGER);
      expect(await shown({ 'attune-visitor': `${token.slice(0, -2)}xx` })).toEqual(STRANGER);
    });

    it('gives nothing of the person to a bare device that was theirs', async () => {
      await send('/v1/track', event('device-2', 'Product Viewed'), TEST_KEYS.browser);
      expect(await shown({ 'attune-visitor': 'device-2' })).toEqual([...STRANGER, 'curious']);
      await send(
        '/v1/identify',
        {
          userId: 'user-two',
          anonymousId: 'device-2',
          traits: { plan: 'vip' },
          messageId: 'joined',
          context: { consent },
        },
        TEST_KEYS.server,
      );
      expect(await shown({ 'attune-visitor': 'device-2' })).toEqual(STRANGER);
      expect(await shown({ 'attune-visitor': visitorToken({ u: 'user-two', a: 'device-2' }) })).toEqual([
        'all',
        'vip',
        'curious',
      ]);
    });

    it('gives nothing of a person to a device that claims to be them', async () => {
      await send(
        '/v1/identify',
        {
          userId: 'user-two',
          anonymousId: 'thief',
          traits: { plan: 'x' },
          messageId: 'claimed',
          context: { consent },
        },
        TEST_KEYS.browser,
      );
      expect(await shown({ 'attune-visitor': 'thief' })).toEqual(STRANGER);
    });

    it("tells a website's server the segments and allowed traits of a visitor, and nobody else", async () => {
      const ask = (headers: Headers) => fetch(`${app.url}/api/attune/v1/visitor`, { headers });
      const told = async (headers: Headers) => {
        const answer = await ask({ authorization: `Bearer ${TEST_KEYS.server}`, ...headers });
        expect(answer.headers.get('cache-control')).toBe('private, no-store');
        return ((await answer.json()) as { data: unknown }).data;
      };
      await send(
        '/v1/identify',
        {
          userId: 'user-two',
          traits: { firstName: 'Vera', iban: 'AT61' },
          messageId: 'named',
          context: { consent },
        },
        TEST_KEYS.server,
      );
      const token = visitorToken({ u: 'user-two', a: 'device-2' });
      expect(await told({ 'attune-visitor': token })).toEqual({
        segments: ['curious', 'vip'],
        traits: { firstName: 'Vera' },
      });
      expect(await told({ 'attune-visitor': 'device-1' })).toEqual({ segments: ['curious'], traits: {} });
      expect(await told({ 'attune-visitor': 'device-2' })).toEqual({ segments: [], traits: {} });
      expect(await told({})).toEqual({ segments: [], traits: {} });

      expect((await ask({ 'attune-visitor': token })).status).toBe(401);
      const browser = { authorization: `Bearer ${TEST_KEYS.browser}`, 'attune-visitor': token };
      expect((await ask(browser)).status).toBe(403);
      const leaked = { authorization: `Bearer ${TEST_KEYS.server}`, origin: 'https://shop.example' };
      expect((await ask({ ...leaked, 'attune-visitor': token })).status).toBe(403);
    });

    it('says where a segment is used, and keeps it while it is', async () => {
      const usage = (await (await admin('/attune/content/usage?segment=vip')).json()) as {
        data: { segment: string; places: { title: string; componentName: string; status: string }[] }[];
      };
      expect(usage.data[0]?.places).toContainEqual(
        expect.objectContaining({
          title: 'Shop',
          componentName: 'Hero',
          status: 'published',
          show: 'except',
        }),
      );
      const refused = await admin('/attune/segments/vip', { method: 'DELETE' });
      expect(refused.status).toBe(409);
      expect(await refused.text()).toContain(
        'the block \\"Hero\\" (\\"vip\\", 2nd of blocks) of Page \\"Shop\\"',
      );
      const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
      expect((await reader('/attune/content/usage')).status).toBe(403);
    });

    function event(anonymousId: string, name: string) {
      return { anonymousId, event: name, messageId: `${anonymousId} ${name}`, context: { consent } };
    }
  });
};
