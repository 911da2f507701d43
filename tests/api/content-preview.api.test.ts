import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { loginAdmin } from '../support/admin';
import { except, only, publish } from '../support/content';
import { createLaneProbe } from '../support/lane';
import { grantPublic } from '../support/permissions';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

type Admin = Awaited<ReturnType<typeof loginAdmin>>;

const DAY = 86_400_000;
const PHONE = { kind: 'context', where: { device: 'mobile' } };
const BUYER = { kind: 'event', name: 'Order Completed', count: { $gte: 1 }, within: '30d' };

interface Shown {
  readonly titles: readonly string[];
  readonly exposures: readonly string[];
}

describe('for editors', () => {
  let app: BootedStrapi;
  let probe: ReturnType<typeof createLaneProbe>;
  let admin: Admin;
  let profileId: string;
  let phoneKey: string;
  const soon = Date.now() + 7 * DAY;

  const ask = async <Answer>(path: string, body?: object, as: Admin = admin): Promise<Answer> => {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await as(`/attune${path}`, init);
    const text = await response.text();
    expect(response.status, text).toBe(200);
    return JSON.parse(text) as Answer;
  };
  const shown = async (visitor?: string): Promise<Shown> => {
    const response = await fetch(`${app.url}/api/pages?filters[slug]=shop&populate=*`, {
      headers: visitor === undefined ? {} : { 'attune-visitor': visitor },
    });
    expect(response.status).toBe(200);
    const { data, meta } = (await response.json()) as {
      data: { blocks: { title: string }[] }[];
      meta: { attune?: { exposures: string[] } };
    };
    return {
      titles: data[0]?.blocks.map(({ title }) => title) ?? [],
      exposures: meta.attune?.exposures ?? [],
    };
  };
  const tokenFor = async (view: object): Promise<string> =>
    (await ask<{ data: { token: string } }>('/content/preview/token', { view })).data.token;
  const rows = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const table of [
      'profiles',
      'events',
      'memberships',
      'membership_log',
      'identities',
      'segment_uses',
    ]) {
      const name = `attune_${table}`;
      if (!(await app.strapi.db.connection.schema.hasTable(name))) continue;
      const [row] = await app.strapi.db.connection(name).count({ n: '*' });
      counts[name] = Number((row as { n: number }).n);
    }
    return counts;
  };

  beforeAll(async () => {
    app = await bootStrapi({ graphql: true });
    probe = createLaneProbe(app);
    admin = await loginAdmin(app.strapi, app.url);
    await grantPublic(app.strapi, ['api::page.page.find']);
    for (const [key, condition] of [
      ['vip', { kind: 'trait', where: { plan: 'vip' } }],
      ['buyers', BUYER],
    ] as const)
      await ask('/segments', { name: key.toUpperCase(), key, condition });
    phoneKey = (await ask<{ data: { key: string } }>('/content/conditions', { condition: PHONE })).data.key;
    const slot = { slot: 'top' };
    await publish(app.strapi, 'api::page.page', {
      title: 'Shop',
      slug: 'shop',
      blocks: [
        { __component: 'blocks.hero', title: 'all' },
        { __component: 'blocks.hero', title: 'vip top', audience: { ...only('vip'), ...slot } },
        {
          __component: 'blocks.hero',
          title: 'top',
          audience: { key: '', show: 'everyone', segments: [], ...slot },
        },
        { __component: 'blocks.hero', title: 'never', audience: { ...only('buyers'), ...slot } },
        { __component: 'blocks.hero', title: 'not buyers', audience: except('buyers') },
        { __component: 'blocks.hero', title: 'phone', audience: only(phoneKey) },
        { __component: 'blocks.hero', title: 'gone', audience: only('nowhere') },
        {
          __component: 'blocks.hero',
          title: 'soon',
          audience: { key: '', show: 'everyone', segments: [], from: new Date(soon).toISOString() },
        },
        {
          __component: 'blocks.grid',
          title: 'vip grid',
          audience: only('vip'),
          cards: [{ label: 'card', audience: { ...only('buyers'), slot: 'cards' } }],
        },
      ],
    });
    const sent = await fetch(`${app.url}/api/attune/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.server}` },
      body: JSON.stringify({
        batch: [
          {
            type: 'track',
            userId: 'ada',
            event: 'Order Completed',
            messageId: 'm1',
            context: { consent: { analytics: true, personalisation: true } },
          },
        ],
      }),
    });
    expect(sent.status).toBe(200);
    const { data } = await ask<{ data: { id: string }[] }>('/profiles?search=ada');
    profileId = data[0]!.id;
  });
  afterAll(() => app.stop());

  describe('a condition built in a block', () => {
    it('has one key, a sentence, and no place among segments', async () => {
      const again = await ask('/content/conditions', { condition: PHONE });
      expect(again).toEqual({ data: { key: phoneKey, sentence: expect.stringContaining('mobile') } });
      expect(phoneKey).toMatch(/^~[\w-]{32}$/);
      const { data } = await ask<{ data: { key: string }[] }>('/segments');
      expect(data.map(({ key }) => key)).toEqual(['buyers', 'vip']);
      const vocabulary = await ask<{ data: { segments: { key: string }[] } }>('/conditions/vocabulary');
      expect(vocabulary.data.segments.map(({ key }) => key).sort()).toEqual(['buyers', 'vip']);
      const found = await ask<{ data: { key: string }[]; meta: { total: number } }>(
        '/content/segments?search=i&limit=5',
      );
      expect(found).toMatchObject({ data: [{ key: 'vip' }], meta: { total: 1 } });
      expect(await ask('/content/names', { keys: [phoneKey, 'vip', 'nowhere'] })).toMatchObject({
        data: [
          { kind: 'segment', key: 'vip', name: 'VIP' },
          { kind: 'condition', key: phoneKey, condition: PHONE },
        ],
      });
    });

    it('is checked as a segment’s is, and needs the permission', async () => {
      const wrong = await admin('/attune/content/conditions', {
        method: 'POST',
        body: JSON.stringify({ condition: { kind: 'trait', where: { plan: { $like: 'x' } } } }),
      });
      expect(wrong.status).toBe(400);
      const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
      const refused = await reader('/attune/content/conditions', {
        method: 'POST',
        body: JSON.stringify({ condition: PHONE }),
      });
      expect(refused.status).toBe(403);
    });

    it('decides a page, and is asked of the request', async () => {
      const phone =
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';
      const context = Buffer.from(JSON.stringify({ userAgent: phone })).toString('base64url');
      const response = await fetch(`${app.url}/api/pages?filters[slug]=shop&populate=*`, {
        headers: { 'attune-context': context },
      });
      const text = await response.text();
      expect(text).toContain('"phone"');
      expect(text).not.toContain('~');
    });
  });

  describe('preview as', () => {
    const STRANGER = ['all', 'top', 'not buyers'];

    it('shows the page as somebody in segments, on a device, as a person, and in the future', async () => {
      expect((await shown()).titles).toEqual(STRANGER);
      const as = async (view: object) => (await shown(await tokenFor(view))).titles;
      expect(await as({ who: { kind: 'stranger' } })).toEqual(STRANGER);
      expect(await as({ who: { kind: 'stranger' }, device: 'mobile' })).toEqual([...STRANGER, 'phone']);
      expect(await as({ who: { kind: 'segments', keys: ['vip'] } })).toEqual([
        'all',
        'vip top',
        'not buyers',
        'vip grid',
      ]);
      expect(await as({ who: { kind: 'segments', keys: [phoneKey] } })).toEqual([...STRANGER, 'phone']);
      const ada = { kind: 'person', profileId };
      expect(await as({ who: ada })).toEqual(['all', 'top']);
      expect(await as({ who: ada, at: soon })).toEqual(['all', 'top', 'soon']);
      expect(await as({ who: ada, at: Date.now() + 31 * DAY })).toEqual([...STRANGER, 'soon']);
      const gone = { kind: 'person', profileId: 'nobody' };
      expect(await as({ who: gone })).toEqual(STRANGER);
    });

    it('writes nothing, and exposes nothing', async () => {
      const token = await tokenFor({ who: { kind: 'person', profileId } });
      const before = await rows();
      const seen = await shown(token);
      expect(seen.exposures).toEqual([]);
      expect((await shown()).exposures.length).toBeGreaterThan(0);
      expect(await rows()).toEqual(before);
    });

    it('is cut from the page that is kept, and none of it is kept', async () => {
      const path = '/pages?filters[slug]=shop&populate=*';
      const stranger = await probe.warm(path);
      const token = await tokenFor({ who: { kind: 'segments', keys: ['vip'] } });
      const seen = await probe.look(path, { 'attune-visitor': token });
      expect(seen.warm).toBe(true);
      expect(seen.text).toBe((await probe.cold(path, { 'attune-visitor': token })).text);
      expect(seen.text).toContain('vip top');
      expect(seen.text).not.toContain('exposures');
      expect(seen.headers.get('cache-control')).toBe('private, no-cache');
      expect((await probe.look(path)).text).toBe(stranger.text);
      const later = await tokenFor({ who: { kind: 'stranger' }, at: soon });
      const ahead = await probe.look(path, { 'attune-visitor': later });
      expect(ahead.warm).toBe(true);
      expect(ahead.text).toContain('"soon"');
      expect((await probe.look(path)).text).toBe(stranger.text);
    });

    it('is the same over GraphQL', async () => {
      const query = `{ pages(filters: { slug: { eq: "shop" } }) { blocks {
        ... on ComponentBlocksHero { title } ... on ComponentBlocksGrid { title } } } }`;
      const over = async (visitor?: string) => {
        const response = await fetch(`${app.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(visitor && { 'attune-visitor': visitor }) },
          body: JSON.stringify({ query }),
        });
        const { data, extensions } = (await response.json()) as {
          data: { pages: { blocks: { title: string }[] }[] };
          extensions?: { attune?: { exposures: string[] } };
        };
        return {
          titles: data.pages[0]?.blocks.map(({ title }) => title),
          exposures: extensions?.attune?.exposures ?? [],
        };
      };
      expect((await over()).titles).toEqual(STRANGER);
      const views = [
        { who: { kind: 'segments', keys: ['vip'] } },
        { who: { kind: 'stranger' }, device: 'mobile' },
        { who: { kind: 'person', profileId }, at: soon },
      ];
      for (const view of views) {
        const token = await tokenFor(view);
        const seen = await over(token);
        expect(seen).toEqual({ titles: (await shown(token)).titles, exposures: [] });
        expect(seen.titles).not.toEqual(STRANGER);
      }
      expect((await over('preview.forged')).titles).toEqual(STRANGER);
    });

    it('writes nothing over GraphQL either, and shows nothing more once its quarter of an hour is over', async () => {
      const query = `{ pages(filters: { slug: { eq: "shop" } }) { title blocks {
        __typename ... on ComponentBlocksHero { title } ... on ComponentBlocksGrid { title cards { label } } } } }`;
      const over = async (visitor?: string): Promise<string> => {
        const response = await fetch(`${app.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(visitor && { 'attune-visitor': visitor }) },
          body: JSON.stringify({ query }),
        });
        expect(response.headers.get('set-cookie')).toBeNull();
        return response.text();
      };
      const token = await tokenFor({ who: { kind: 'segments', keys: ['vip'] }, at: soon });
      const before = await rows();
      const seen = await over(token);
      expect(seen).toContain('"soon"');
      for (const told of ['exposures', 'audience', 'segments', '"buyers"', '"vip"', '"card"'])
        expect(seen).not.toContain(told);
      expect(await rows()).toEqual(before);
      const strangers = [await shown(), await over()];
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 + 1_000 });
      try {
        expect([await shown(token), await over(token)]).toEqual(strangers);
        expect(await rows()).toEqual(before);
      } finally {
        vi.useRealTimers();
      }
    });

    it('is over where the token is stale or forged: that is the stranger’s page', async () => {
      const token = await tokenFor({ who: { kind: 'segments', keys: ['vip'] } });
      expect((await shown(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).titles).toEqual(
        STRANGER,
      );
      expect((await shown('preview.')).titles).toEqual(STRANGER);
      expect((await shown(token)).titles).not.toEqual(STRANGER);
    });

    it('tells the website’s server as whom it is opened, and nobody else', async () => {
      const told = async (token: string, key: string = TEST_KEYS.server) => {
        const headers = { authorization: `Bearer ${key}`, 'attune-visitor': token };
        const answer = await fetch(`${app.url}/api/attune/v1/visitor`, { headers });
        const { data } = (await answer.json()) as { data: { preview?: object } | null };
        return answer.status === 200 ? data?.preview : answer.status;
      };
      const members = { who: { kind: 'segments', keys: ['vip', 'nowhere'] }, device: 'mobile', at: soon };
      const token = await tokenFor({ ...members, timezone: 'Europe/Vienna' });
      expect(await told(token)).toEqual({
        who: 'segments',
        names: ['VIP'],
        device: 'mobile',
        at: soon,
        timezone: 'Europe/Vienna',
      });
      expect(await told(await tokenFor({ who: { kind: 'stranger' } }))).toEqual({
        who: 'stranger',
        names: [],
      });
      const named = await fetch(`${app.url}/api/attune/v1/identify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.server}` },
        body: JSON.stringify({
          userId: 'ada',
          messageId: 'named',
          traits: { firstName: 'Ada', lastName: 'L' },
        }),
      });
      expect(named.status).toBe(200);
      const person = await told(await tokenFor({ who: { kind: 'person', profileId } }));
      expect(person).toEqual({ who: 'person', names: ['Ada L'] });
      expect(await told(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
      expect(await told(token, TEST_KEYS.browser)).toBe(403);
    });

    it('answers for the panel, of the keys that were asked for', async () => {
      const view = { who: { kind: 'segments', keys: ['vip'] }, device: 'mobile' };
      const keys = ['vip', phoneKey, 'nowhere'];
      const { data } = await ask<{ data: object }>('/content/preview', { view, keys });
      expect(data).toMatchObject({ standing: { vip: true, [phoneKey]: true }, asStranger: false });
    });

    it('of a person needs to see people, and is noted once', async () => {
      const editor = await loginAdmin(app.strapi, app.url, ['plugin::attune.content.read']);
      const view = { who: { kind: 'person', profileId } };
      for (const path of ['/attune/content/preview', '/attune/content/preview/token']) {
        const refused = await editor(path, { method: 'POST', body: JSON.stringify({ view, keys: [] }) });
        expect(refused.status).toBe(403);
      }
      await ask('/content/preview', { view, keys: ['vip'] });
      await ask('/content/preview', { view, keys: ['vip'] });
      const noted = await app.strapi.db.connection('attune_audit').where({ action: 'preview as' });
      // Ada, and the one who was not there.
      expect(noted.length).toBe(2);
    });

    it('goes with the address of Strapi’s own Preview of that entry, and of no other', async () => {
      const made = await admin('/attune/content/preview/token', {
        method: 'POST',
        body: JSON.stringify({ view: { who: { kind: 'stranger' } }, documentId: 'doc1' }),
      });
      const cookie = made.headers.get('set-cookie') ?? '';
      expect(cookie).toMatch(/^attune_preview=doc1:preview\.[\w-]+; .*samesite=strict; httponly$/i);
      const urlOf = async (documentId: string) => {
        const answer = await admin(
          `/content-manager/preview/url/api::page.page?documentId=${documentId}&locale=en&status=draft`,
          { headers: { cookie: cookie.split(';')[0] ?? '' } },
        );
        return ((await answer.json()) as { data: { url: string } }).data.url;
      };
      const [plain = '', token = ''] = (await urlOf('doc1')).split('&attune-preview=');
      expect(plain).toBe('http://site.example/?document=doc1');
      expect((await shown(token)).titles).toEqual(STRANGER);
      expect(await urlOf('doc2')).toBe('http://site.example/?document=doc2');
      const forget = (documentId: string) =>
        admin(`/attune/content/preview/token/${documentId}`, {
          method: 'DELETE',
          headers: { cookie: cookie.split(';')[0] ?? '' },
        });
      expect((await forget('doc2')).headers.get('set-cookie')).toBeNull();
      const forgotten = await forget('doc1');
      expect(forgotten.status).toBe(200);
      expect(forgotten.headers.get('set-cookie')).toMatch(
        /^attune_preview=; path=\/; expires=Thu, 01 Jan 1970/,
      );
    });
  });

  describe('the content map', () => {
    interface Answer {
      readonly data: readonly {
        readonly title: string;
        readonly isNamed: boolean;
        readonly blocks: readonly {
          label: string;
          depth: number;
          viewed: { shown: boolean; reason: { because: string } } | null;
          faults: string[];
        }[];
      }[];
      readonly meta: {
        readonly totals: { entries: number; blocks: number; faults: number };
        readonly named: number;
        readonly segments: readonly { key: string; kind: string; blocks: number; name: string }[];
      };
    }
    const map = (query = '') => ask<Answer>(`/content/map${query}`);

    it('lists what is not for everyone as it stands on the page, with what is wrong', async () => {
      const { data, meta } = await map();
      expect(data.map(({ title }) => title)).toEqual(['Shop']);
      expect(data[0]?.blocks.map(({ label, depth, faults }) => [label, depth, faults.join()])).toEqual([
        ['vip top', 0, ''],
        ['top', 0, ''],
        ['never', 0, 'unreachable'],
        ['not buyers', 0, ''],
        ['phone', 0, ''],
        ['gone', 0, 'gone'],
        ['soon', 0, ''],
        ['vip grid', 0, ''],
        ['card', 1, 'no-fallback'],
      ]);
      expect(meta.totals).toEqual({ entries: 1, blocks: 9, faults: 3 });
      expect(meta.segments.map(({ key, kind, blocks }) => [key, kind, blocks])).toEqual([
        ['buyers', 'segment', 3],
        ['vip', 'segment', 2],
        ['nowhere', 'gone', 1],
        [phoneKey, 'condition', 1],
      ]);
    });

    it('says what a segment’s people see', async () => {
      const { data } = await map('?segment=buyers');
      expect(
        data[0]?.blocks.map(({ label, viewed }) => [label, viewed?.shown || viewed?.reason.because]),
      ).toEqual([
        ['vip top', 'in-none'],
        ['top', true],
        ['never', 'slot-taken'],
        ['not buyers', 'in'],
        ['phone', 'in-none'],
        ['gone', 'in-none'],
        ['soon', 'not-yet'],
        ['vip grid', 'in-none'],
        // It would fit, but what it stands in is hidden.
        ['card', 'inside-hidden'],
      ]);
    });

    it('shows the people of a segment that no block names every page', async () => {
      const { data, meta } = await map('?segment=nobody-asks');
      expect(data.map(({ isNamed }) => isNamed)).toEqual([false]);
      const shown = data[0]?.blocks.filter(({ viewed }) => viewed?.shown).map(({ label }) => label);
      expect(shown).toEqual(['top', 'not buyers']);
      expect(meta.named).toBe(0);
      expect((await map('?segment=nobody-asks&naming=segment')).data).toEqual([]);
      expect((await map('?segment=buyers&naming=segment')).meta.named).toBe(1);
    });

    it('is searched, and narrowed by fault', async () => {
      expect((await map('?search=vip%20grid')).data).toHaveLength(1);
      expect((await map('?search=elsewhere')).data).toHaveLength(0);
      expect((await map('?fault=gone')).data).toHaveLength(1);
      expect((await map('?fault=unreadable')).data).toHaveLength(0);
      expect((await map('?status=draft')).data).toHaveLength(1);
    });
  });
});
