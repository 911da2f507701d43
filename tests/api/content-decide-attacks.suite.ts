import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { only, publish, SECRET, targetedPage } from '../support/content';
import { decide } from '../support/decide';
import { createLaneProbe } from '../support/lane';
import { createApiToken, grantAuthenticated, grantPublic, loginUser } from '../support/permissions';
import { makeVip } from '../support/segments';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

const READS = [
  'api::page.page.find',
  'api::page.page.findOne',
  'api::home.home.find',
  'api::page.page.whole',
];
const DEEP = 'populate[blocks][populate]=*&populate[lead]=true&populate[sections]=true';
const FIRST = `/api/pages?filters[slug]=first&${DEEP}`;
const HOME = '/api/home?populate=*';
const WHOLE = '/api/pages/first/whole';

type Headers = Record<string, string>;

/** Every way in which a token could show what it was not made for. */
export const contentDecideAttacksSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let probe: ReturnType<typeof createLaneProbe>;
    let documentId = '';
    let apiToken = '';
    let jwt = '';

    beforeAll(async () => {
      app = await boot({
        graphql: true,
        config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
      });
      probe = createLaneProbe(app);
      await makeVip(app);
      await grantPublic(app.strapi, READS);
      await grantAuthenticated(app.strapi, READS);
      apiToken = await createApiToken(app.strapi, READS);
      ({ jwt } = await loginUser(app.strapi, app.url));
      ({ documentId } = await publish(app.strapi, 'api::page.page', targetedPage('first')));
      await publish(app.strapi, 'api::home.home', {
        title: 'Home',
        blocks: [{ __component: 'blocks.hero', title: `${SECRET} home`, audience: only('vip') }],
      });
      const identified = await fetch(`${app.url}/api/attune/v1/identify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
        body: JSON.stringify({ anonymousId: 'vip-device', traits: { plan: 'vip' }, messageId: 'vip' }),
      });
      expect(identified.status).toBe(200);
    });
    afterAll(() => app.stop());

    const get = async (url: string, headers: Headers = {}) => {
      const answer = await fetch(`${app.url}${url}`, { headers });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    };
    const vipToken = async (url: string): Promise<string> => {
      const [decided] = await decide(app, { visitor: 'vip-device', urls: [url] });
      const token = decided!.token!;
      // The attacks could have succeeded.
      expect((await get(url, { 'attune-decision': token })).text).toContain(SECRET);
      return token;
    };
    const strangersPage = async (url: string, headers: Headers = {}) => (await get(url, headers)).text;
    const expectStrangers = async (what: string, url: string, headers: Headers, rights: Headers = {}) => {
      const answer = await get(url, { ...rights, ...headers });
      expect(answer.status, what).toBe(200);
      expect(answer.text, what).not.toContain(SECRET);
      expect(answer.text, what).toBe(await strangersPage(url, rights));
      expect(answer.headers.get('cache-control'), what).toBe(
        rights.authorization ? 'private, no-cache' : 'public, no-cache',
      );
      expect(answer.headers.get('vary'), what).toContain('Attune-Decision');
      expect(answer.headers.get('set-cookie'), what).toBeNull();
    };

    const altered = (token: string): Record<string, string> => ({
      forged: Buffer.alloc(80, 7).toString('base64url'),
      'one letter changed': `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`,
      'cut off': token.slice(0, -4),
      'longer than it was': `${token}AAAA`,
      'twice in one header': `${token}, ${token}`,
      empty: '.',
      'no base64': '!!!{}%00',
      oversized: 'A'.repeat(6_000),
      'a JSON object': JSON.stringify({ url: FIRST, choices: ['vip'] }),
      'a preview token': 'preview.AAAA',
      'a segment': 'vip',
    });

    it('shows the stranger’s page for a token that was tampered with, on every lane', async () => {
      for (const url of [FIRST, HOME, WHOLE]) {
        for (const [what, bad] of Object.entries(altered(await vipToken(url)))) {
          await expectStrangers(`${url}, ${what}`, url, { 'attune-decision': bad });
          await expectStrangers(`${url}, ${what}, cold`, url, {
            'attune-decision': bad,
            'strapi-encode-source-maps': 'false',
          });
        }
      }
    });

    it('shows nothing of another address', async () => {
      const token = await vipToken(FIRST);
      const others = [
        HOME,
        WHOLE,
        `/api/pages/${documentId}?${DEEP}`,
        `${FIRST}&sort=title`,
        FIRST.replace('populate[lead]=true', 'populate[lead]=*'),
        `/api/pages?${DEEP}`,
      ];
      for (const url of others) await expectStrangers(url, url, { 'attune-decision': token });
    });

    it('shows nothing to another kind of caller', async () => {
      const token = await vipToken(FIRST);
      const authorization = `Bearer ${apiToken}`;
      await expectStrangers('an API token', FIRST, { 'attune-decision': token }, { authorization });
      const session = await get(FIRST, { 'attune-decision': token, authorization: `Bearer ${jwt}` });
      expect(session.text).not.toContain(SECRET);
      expect(session.headers.get('cache-control')).toBe('private, no-cache');

      const body = { visitor: 'vip-device', urls: [FIRST], writeKey: TEST_KEYS.server };
      const [ofApi] = await decide(app, body, { authorization });
      await expectStrangers('the public', FIRST, { 'attune-decision': ofApi!.token! });
      const [ofSession] = await decide(app, body, { authorization: `Bearer ${jwt}` });
      expect(ofSession).toMatchObject({ token: null, reason: 'refused' });
      const refused = await get(FIRST, { 'attune-decision': token, authorization: 'Bearer nonsense' });
      expect(refused.status).toBe(401);
    });

    it('stands above a visitor’s name, a cookie and a session, whether it is good or not', async () => {
      const token = await vipToken(FIRST);
      const good = await get(FIRST, { 'attune-decision': token });
      const named: Record<string, Headers> = {
        'a visitor': { 'attune-visitor': 'somebody' },
        'a cookie': { cookie: 'attune_visitor=somebody' },
        'a context': { 'attune-context': Buffer.from('{"locale":"de"}').toString('base64url') },
        'a preview': { 'attune-visitor': 'preview.AAAA' },
        'a signal': { 'sec-gpc': '1' },
      };
      for (const [what, headers] of Object.entries(named)) {
        const answer = await get(FIRST, { ...headers, 'attune-decision': token });
        expect(answer.text, what).toBe(good.text);
        expect(answer.headers.get('etag'), what).toBe(good.headers.get('etag'));
        expect(answer.headers.get('cache-control'), what).toMatch(/^public, max-age=/);
      }
      const names: readonly Headers[] = [
        { 'attune-visitor': 'vip-device' },
        { cookie: 'attune_visitor=vip-device' },
      ];
      for (const visitor of names)
        await expectStrangers('a VIP with a bad token', FIRST, { ...visitor, 'attune-decision': 'bad' });
      const [strangers] = await decide(app, { urls: [FIRST] });
      const vip = await get(FIRST, { 'attune-visitor': 'vip-device', 'attune-decision': strangers!.token! });
      expect(vip.text).not.toContain(SECRET);
    });

    it('means nothing where nothing is kept: writes, GraphQL', async () => {
      const token = await vipToken(FIRST);
      const query = '{ pages { blocks { ... on ComponentBlocksHero { title } } } }';
      const ask = async (headers: Headers) => {
        const answer = await fetch(`${app.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query }),
        });
        return answer.text();
      };
      expect(await ask({ 'attune-decision': token })).toBe(await ask({}));
      expect(await ask({ 'attune-decision': token })).not.toContain(SECRET);
      expect(await ask({ 'attune-decision': 'bad', 'attune-visitor': 'vip-device' })).toContain(SECRET);
    });

    it('answers HEAD as GET', async () => {
      const token = await vipToken(FIRST);
      const own = await get(FIRST, { 'attune-decision': token });
      const head = await fetch(`${app.url}${FIRST}`, {
        method: 'HEAD',
        headers: { 'attune-decision': token },
      });
      expect(head.headers.get('etag')).toBe(own.headers.get('etag'));
      expect(head.headers.get('cache-control')).toMatch(/^public, max-age=/);
    });

    it('tells nothing by ETags: they are of the bytes, whoever brings which token', async () => {
      const [strangers] = await decide(app, { urls: [FIRST] });
      const [nobodys] = await decide(app, { visitor: 'nobody', urls: [FIRST] });
      const one = await get(FIRST, { 'attune-decision': strangers!.token! });
      const other = await get(FIRST, { 'attune-decision': nobodys!.token! });
      expect(other.headers.get('etag')).toBe(one.headers.get('etag'));
      const vip = await get(FIRST, { 'attune-decision': await vipToken(FIRST) });
      expect(vip.headers.get('etag')).not.toBe(one.headers.get('etag'));
      // A name guessed for another's page is answered with one's own.
      const guessed = await get(FIRST, {
        'attune-decision': strangers!.token!,
        'if-none-match': vip.headers.get('etag')!,
        'cache-control': 'max-age=0',
      });
      expect(guessed.status).toBe(200);
      expect(guessed.text).toBe(one.text);
    });

    it('is over with the page it was made for: a block, an audience, an entry taken away', async () => {
      const documents = app.strapi.documents('api::page.page');
      const data = targetedPage('second');
      const made = await documents.create({ data: data as never, status: 'published' });
      const url = `/api/pages?filters[slug]=second&${DEEP}`;
      const changes: Record<string, object> = {
        'another text': { title: 'Renamed' },
        'another audience': {
          blocks: data.blocks.map((block, index) =>
            index === 0 ? { ...block, audience: only('vip') } : block,
          ),
        },
      };
      for (const [what, change] of Object.entries(changes)) {
        const token = await vipToken(url);
        await probe.warm(url.replace('/api', ''), { 'attune-decision': token });
        await documents.update({ documentId: made.documentId, data: change as never, status: 'published' });
        await expectStrangers(what, url, { 'attune-decision': token });
      }
      const token = await vipToken(url);
      await documents.unpublish({ documentId: made.documentId });
      await expectStrangers('unpublished', url, { 'attune-decision': token });
    });

    it('is over at its second', async () => {
      const until = new Date(Date.now() + 4_000).toISOString();
      await publish(app.strapi, 'api::page.page', {
        title: 'Brief',
        slug: 'brief',
        blocks: [
          { __component: 'blocks.hero', title: `${SECRET} brief`, audience: { ...only('vip'), until } },
          { __component: 'blocks.hero', title: 'For all' },
        ],
      });
      const url = `/api/pages?filters[slug]=brief&${DEEP}`;
      const [decided] = await decide(app, { visitor: 'vip-device', urls: [url] });
      expect(decided!.expiresAt).toBeLessThanOrEqual(Date.parse(until));
      const before = await get(url, { 'attune-decision': decided!.token! });
      if (Date.now() < decided!.expiresAt!) expect(before.text).toContain(SECRET);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, decided!.expiresAt! - Date.now()) + 20));
      await expectStrangers('over', url, { 'attune-decision': decided!.token! });
    });

    it('is allowed by CORS, and shown in no answer', async () => {
      const preflight = await fetch(`${app.url}${FIRST}`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://shop.example',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'attune-decision',
        },
      });
      expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(
        'attune-decision',
      );
      const token = await vipToken(FIRST);
      const answer = await get(FIRST, { 'attune-decision': token });
      expect(answer.text).not.toContain(token);
      expect(JSON.stringify([...answer.headers])).not.toContain(token);
    });
  });
};
