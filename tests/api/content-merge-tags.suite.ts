import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { only, publish } from '../support/content';
import { makeKnown } from '../support/known-visitor';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { type Boot, type BootedStrapi } from '../support/strapi';

const ARTICLE = 'api::feature.feature';
const TAG = '{{fallback profile.firstName "there"}}';
const NAME = 'An<b>na*';
const ESCAPED = 'An&#60;b&#62;na&#42;';

const story = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

export const contentMergeTagsSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let anna: Record<string, string>;
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/api${path}`, { headers });
    const dataOf = async (response: Response) =>
      ((await response.json()) as { data: Record<string, unknown>[] }).data[0];
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(`${app.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });

    beforeAll(async () => {
      app = await boot({ graphql: true });
      await makeVip(app);
      await grantPublic(app.strapi, [
        ...['find', 'create', 'update'].map((action) => `${ARTICLE}.${action}`),
        'api::page.page.find',
        'api::page.page.update',
      ]);
      anna = await makeKnown(app, 'anna', { firstName: NAME, plan: 'vip', secret: 'Zanzibar' });
      await publish(app.strapi, ARTICLE, {
        headline: `Headline ${TAG}`,
        slug: 'first',
        teaser: `Hello ${TAG}`,
        body: `Dear **${TAG}**`,
        story: story(`Story ${TAG}`),
        experience: {
          variants: [
            {
              name: 'VIP',
              audience: { show: 'only', segments: ['vip'] },
              overrides: { teaser: `Welcome back, ${TAG}` },
            },
          ],
        },
      });
      await publish(app.strapi, 'api::page.page', {
        title: 'Page',
        slug: 'tagged',
        blocks: [
          { __component: 'blocks.hero', title: TAG, text: `Block ${TAG}` },
          { __component: 'blocks.hero', title: 'VIP', text: `VIP ${TAG}`, audience: only('vip') },
        ],
        lead: { title: 'Lead', text: TAG },
      });
      await publish(app.strapi, 'api::page.page', {
        title: 'Hidden',
        slug: 'hidden',
        blocks: [
          { __component: 'blocks.hero', title: 'open' },
          { __component: 'blocks.hero', text: TAG, audience: only('no-such-segment') },
        ],
      });
    });
    afterAll(() => app.stop());

    const FIRST = '/features?filters[slug]=first';

    it('are filled for who is proven, escaped for where they stand, and kept by nobody', async () => {
      const answer = await get(FIRST, anna);
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('etag')).toBeNull();
      expect(await dataOf(answer)).toMatchObject({
        headline: `Headline ${TAG}`,
        teaser: `Welcome back, ${NAME}`,
        body: `Dear **${ESCAPED}**`,
        story: story(`Story ${NAME}`),
      });
      const page = await get('/pages?filters[slug]=tagged&populate=*', anna);
      expect(page.headers.get('cache-control')).toBe('private, no-store');
      expect(await dataOf(page)).toMatchObject({
        blocks: [
          { title: TAG, text: `Block ${NAME}` },
          { title: 'VIP', text: `VIP ${NAME}` },
        ],
        lead: { text: NAME },
      });
    });

    it('show the fallback to everybody else, whoever they say they are', async () => {
      const shared = await get(FIRST);
      expect(shared.headers.get('cache-control')).toBe('public, no-cache');
      const stranger = { teaser: 'Hello there', body: 'Dear **there**', story: story('Story there') };
      expect(await dataOf(shared)).toMatchObject(stranger);
      for (const visitor of ['anna', 'device-1', `${anna['attune-visitor']}x`]) {
        const claimed = await get(FIRST, { 'attune-visitor': visitor });
        expect(await dataOf(claimed)).toMatchObject(stranger);
        expect(claimed.headers.get('cache-control')).toBe('private, no-cache');
      }
      const bea = await makeKnown(app, 'bea', { firstName: 'Bea' }, { analytics: true });
      expect(await dataOf(await get(FIRST, bea))).toMatchObject(stranger);
    });

    it('of a hidden block make no answer personal', async () => {
      const answer = await get('/pages?filters[slug]=hidden&populate=*', anna);
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      expect(await answer.text()).not.toContain('An<b>');
    });

    it('are the same over GraphQL', async () => {
      const query = `{ features(filters: { slug: { eq: "first" } }) { headline t: teaser body story }
        pages(filters: { slug: { eq: "tagged" } }) { lead { text } blocks { ... on ComponentBlocksHero { text } } } }`;
      const known = await post('/graphql', { query }, anna);
      expect(known.headers.get('cache-control')).toContain('no-store');
      const { data } = (await known.json()) as { data: { features: unknown[]; pages: unknown[] } };
      expect(data).toMatchObject({
        features: [
          {
            headline: `Headline ${TAG}`,
            t: `Welcome back, ${NAME}`,
            body: `Dear **${ESCAPED}**`,
            story: story(`Story ${NAME}`),
          },
        ],
        pages: [{ lead: { text: NAME }, blocks: [{ text: `Block ${NAME}` }, { text: `VIP ${NAME}` }] }],
      });
      const stranger = await (await post('/graphql', { query })).text();
      expect(stranger).toContain('Dear **there**');
      expect(stranger).not.toContain('An<b>');
    });

    it('stay as they are for builders', async () => {
      const token = await createApiToken(app.strapi, [`${ARTICLE}.find`, 'plugin::attune.content.all']);
      const as = { authorization: `Bearer ${token}` };
      for (const mode of ['all', 'off'])
        expect(await dataOf(await get(FIRST, { ...as, 'attune-personalize': mode }))).toMatchObject({
          teaser: `Hello ${TAG}`,
        });
      const over = async (headers: Record<string, string>) =>
        (await post('/graphql', { query: '{ features { teaser } }' }, headers)).text();
      expect(await over({ ...as, 'attune-personalize': 'off' })).toContain('{{');
      const refused = await over({ 'attune-personalize': 'off' });
      expect(refused).toContain('plugin::attune.content.all');
      expect(refused).not.toContain('{{');
    });

    it.each([
      [{ teaser: 'Hello {{profile.secret}}' }, 'teaser', 'profile.firstName'],
      [{ teaser: 'Hello {{profile.firstName' }, 'teaser', 'written'],
      [{ body: '[x](https://shop/{{profile.firstName}})' }, 'body', 'stands in text'],
      [{ story: story('{{#if x}}') }, 'story', 'written'],
      [
        {
          experience: {
            variants: [{ audience: { show: 'everyone' }, overrides: { teaser: '{{lookup this "secret"}}' } }],
          },
        },
        'experience.variants.0.overrides.teaser',
        'written',
      ],
    ])('are refused on save where they are broken: %j', async (data, path, message) => {
      const response = await post('/api/features', { data: { headline: 'x', ...data } });
      expect(response.status).toBe(400);
      const { error } = (await response.json()) as { error: { message: string } };
      expect(error.message).toContain(`${path}: `);
      expect(error.message).toContain(message);
    });

    it('stay in a text that comes back as it was shown, over REST and GraphQL', async () => {
      const TEASER = `Hello ${TAG}`;
      const made = await publish(app.strapi, ARTICLE, {
        headline: 'Echo',
        slug: 'echo',
        teaser: TEASER,
        body: `Dear **${TAG}**`,
        story: story(TAG),
      });
      const stored = async () =>
        (await app.strapi.documents(ARTICLE).findOne({ documentId: made.documentId })) as unknown as Record<
          string,
          unknown
        >;
      const put = async (path: string, data: object, headers: Record<string, string>) => {
        const response = await fetch(`${app.url}/api${path}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ data }),
        });
        expect(response.status, await response.clone().text()).toBe(200);
      };
      const kept = { teaser: TEASER, body: `Dear **${TAG}**`, story: story(TAG) };
      for (const headers of [{}, anna] as Record<string, string>[]) {
        const {
          teaser,
          body,
          story: told,
        } = (await dataOf(await get('/features?filters[slug]=echo', headers)))!;
        expect(teaser).not.toContain('{{');
        await put(`/features/${made.documentId}`, { headline: 'Echoed', teaser, body, story: told }, headers);
        expect(await stored()).toMatchObject({ headline: 'Echoed', ...kept });
      }
      const query = `mutation { updateFeature(documentId: "${made.documentId}", data: { teaser: "Hello there", tone: loud }) { tone } }`;
      expect(await (await post('/graphql', { query })).json()).toMatchObject({
        data: { updateFeature: { tone: 'loud' } },
      });
      expect(await stored()).toMatchObject({ tone: 'loud', ...kept });
      await put(`/features/${made.documentId}`, { teaser: 'Hello you' }, {});
      expect(await stored()).toMatchObject({ ...kept, teaser: 'Hello you' });

      const page = (await dataOf(await get('/pages?filters[slug]=tagged&populate=*&status=draft', anna)))!;
      const { documentId, lead, blocks } = page as { documentId: string; lead: object; blocks: object[] };
      expect(JSON.stringify(lead)).not.toContain(TAG.slice(0, 12));
      await put(`/pages/${documentId}`, { lead, blocks }, anna);
      const after = (await app.strapi.documents('api::page.page').findOne({
        documentId,
        populate: { lead: true, blocks: { populate: '*' } },
      } as never)) as unknown as { lead: object; blocks: object[] };
      expect(after.lead).toMatchObject({ text: TAG });
      expect(after.blocks[0]).toMatchObject({ text: `Block ${TAG}` });
    });

    it('that were stored broken, or name what is not allowed, show their fallback', async () => {
      await publish(app.strapi, ARTICLE, { headline: 'x', slug: 'broken' });
      await app.strapi.db.query(ARTICLE).updateMany({
        where: { slug: 'broken' },
        data: { teaser: 'A {{fallback profile.secret "b"}} {{{profile.secret}}} {{' } as never,
      });
      const response = await get('/features?filters[slug]=broken', anna);
      expect(await dataOf(response)).toMatchObject({ teaser: 'A b  ' });
    });
  });
};
