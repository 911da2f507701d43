import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createUsage } from '../../server/src/content/strapi/usage';
import type { Rim } from '../../server/src/strapi/rim';
import { loginAdmin } from '../support/admin';
import { publish, SECRET } from '../support/content';
import { makeKnown } from '../support/known-visitor';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { type Boot, type BootedStrapi } from '../support/strapi';
import { makeFile } from '../support/uploads';

const ARTICLE = 'api::feature.feature';

type Headers = Readonly<Record<string, string>>;
type Article = Readonly<Record<string, unknown>> & { readonly documentId: string };
interface Answer {
  readonly data: readonly Article[];
  readonly meta: { readonly attune?: { readonly exposures: readonly string[] } };
  readonly error?: { readonly message: string; readonly details?: { readonly path?: string } };
}

const STORY = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

export const contentExperienceSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let vip: Headers;
    let plain: number;
    let golden: number;

    const send = async (path: string, init: RequestInit & { json?: unknown } = {}) =>
      fetch(`${app.url}${path}`, {
        ...init,
        headers: { 'content-type': 'application/json', ...(init.headers as Headers) },
        ...(init.json ? { body: JSON.stringify(init.json) } : {}),
      });
    const get = async (path: string, headers: Headers = {}): Promise<Answer> =>
      (await send(`/api${path}`, { headers })).json() as Promise<Answer>;
    const graphql = async (query: string, headers: Headers = {}) =>
      (await send('/graphql', { method: 'POST', headers, json: { query } })).json() as Promise<{
        data: { features: readonly Article[] };
        extensions?: { attune?: { exposures: readonly string[] } };
        errors?: unknown;
      }>;
    const variant = (overrides: object, audience: object = { show: 'only', segments: ['vip'] }) => ({
      name: 'For VIP',
      audience,
      overrides,
    });
    const stored = async (documentId: string, more: object = {}) =>
      (await app.strapi.documents(ARTICLE).findOne({
        documentId,
        populate: ['cover', 'gallery'],
        ...more,
      } as never)) as unknown as {
        headline: string;
        teaser: string;
        cover: { id: number } | null;
        experience: { variants: readonly { key: string; name: string; overrides: object }[] } | null;
      };

    beforeAll(async () => {
      app = await boot({ graphql: true });
      await makeVip(app);
      await grantPublic(app.strapi, [
        ...['find', 'findOne', 'create', 'update'].map((action) => `${ARTICLE}.${action}`),
        'api::product.product.find',
        'plugin::upload.content-api.find',
      ]);
      vip = await makeKnown(app, 'vip-person', { plan: 'vip' });
      plain = await makeFile(app.strapi, 'plain');
      golden = await makeFile(app.strapi, 'golden');
      await publish(app.strapi, ARTICLE, {
        headline: 'Open headline',
        slug: 'first',
        teaser: 'Open teaser',
        body: 'Open **body**',
        story: STORY('Open story'),
        rank: 1,
        featured: false,
        tone: 'calm',
        cover: plain,
        gallery: [plain],
        experience: {
          variants: [
            variant({ headline: 'Never' }, { show: 'everyone', segments: [], until: '2020-01-01T00:00:00Z' }),
            variant({
              headline: `${SECRET} headline`,
              body: `${SECRET} *body*`,
              story: STORY(`${SECRET} story`),
              rank: 7,
              featured: true,
              tone: 'loud',
              cover: golden,
              gallery: [golden, plain],
            }),
          ],
        },
      });
      await publish(app.strapi, ARTICLE, {
        headline: 'Second',
        slug: 'second',
        related: [(await get('/features?filters[slug]=first')).data[0]!.documentId],
        experience: { variants: [variant({ cover: golden, teaser: `${SECRET} teaser` })] },
      });
    });
    afterAll(() => app.stop());

    const FIRST = '/features?filters[slug]=first&populate[cover]=true&populate[gallery]=true';

    it('shows each visitor the first variant that fits, and everybody else the entry as it is', async () => {
      const stranger = await get(FIRST);
      expect(stranger.data[0]).toMatchObject({
        headline: 'Open headline',
        teaser: 'Open teaser',
        rank: 1,
        cover: { name: 'plain' },
      });
      expect(stranger.meta.attune).toBeUndefined();
      expect(JSON.stringify(stranger)).not.toMatch(/Zanzibar|experience|For VIP|golden/);

      const shown = await get(FIRST, vip);
      expect(shown.data[0]).toMatchObject({
        headline: `${SECRET} headline`,
        teaser: 'Open teaser',
        body: `${SECRET} *body*`,
        story: STORY(`${SECRET} story`),
        rank: 7,
        featured: true,
        tone: 'loud',
        cover: { name: 'golden', url: '/uploads/golden.png' },
        gallery: [{ name: 'golden' }, { name: 'plain' }],
      });
      expect(Object.keys(shown.data[0]!)).toEqual(Object.keys(stranger.data[0]!));
      const fields = (cover: unknown) => Object.keys(cover as object);
      expect(fields(shown.data[0]!.cover)).toEqual(fields(stranger.data[0]!.cover));
      expect(JSON.stringify(shown)).not.toMatch(/experience|For VIP|"Never"/);
      const { documentId } = stranger.data[0]!;
      expect(shown.meta.attune?.exposures).toEqual([(await stored(documentId)).experience?.variants[1]?.key]);
    });

    it('says which variants name a segment, and keeps the segment while they do', async () => {
      const admin = await loginAdmin(app.strapi, app.url);
      const usage = (await (await admin('/attune/content/usage?segment=vip')).json()) as {
        data: { segment: string; places: object[] }[];
      };
      const key = (await stored((await get(FIRST)).data[0]!.documentId)).experience?.variants[1]?.key;
      expect(usage.data[0]?.places).toContainEqual(
        expect.objectContaining({
          contentType: ARTICLE,
          title: 'Open headline',
          status: 'published',
          component: 'plugin::attune.experience',
          componentName: 'For VIP',
          block: key,
          show: 'only',
        }),
      );
      // What the collection of unnamed conditions goes by.
      const reading = createUsage({ strapi: app.strapi, db: app.strapi.db.connection } as unknown as Rim);
      expect(await reading.namedKeys()).toEqual(new Set(['vip']));

      const refused = await admin('/attune/segments/vip', { method: 'DELETE' });
      expect(refused.status).toBe(409);
      expect(await refused.text()).toContain('the variant \\"For VIP\\" of Feature \\"Open headline\\"');
    });

    it('changes only what was asked for', async () => {
      const fields = await get('/features?filters[slug]=first&fields[0]=teaser&fields[1]=rank', vip);
      expect(fields.data[0]).toEqual({
        id: expect.any(Number) as number,
        documentId: expect.any(String) as string,
        teaser: 'Open teaser',
        rank: 7,
      });
      const url = await get('/features?filters[slug]=first&populate[cover][fields][0]=url', vip);
      expect(Object.keys(url.data[0]!.cover as object).sort()).toEqual(['documentId', 'id', 'url']);
      expect(url.data[0]!.gallery).toBeUndefined();
      const none = await get('/features?filters[slug]=first&fields[0]=teaser', vip);
      expect(none.meta.attune).toBeUndefined();
    });

    it('works in version 4 format, behind relations, in findOne, and where the entry has no file of its own', async () => {
      const v4 = await send(`/api${FIRST}`, { headers: { ...vip, 'strapi-response-format': 'v4' } });
      const { data } = (await v4.json()) as { data: { attributes: Record<string, unknown> }[] };
      expect(data[0]?.attributes).toMatchObject({
        headline: `${SECRET} headline`,
        cover: { data: { id: golden, attributes: { name: 'golden' } } },
        gallery: { data: [{ attributes: { name: 'golden' } }, { attributes: { name: 'plain' } }] },
      });
      const behind = '/features?filters[slug]=second&populate[related][populate]=cover&populate[cover]=true';
      const related = await get(behind, vip);
      expect(related.data[0]).toMatchObject({
        teaser: `${SECRET} teaser`,
        cover: { name: 'golden' },
        related: [{ headline: `${SECRET} headline`, cover: { name: 'golden' } }],
      });
      expect(JSON.stringify(await get(behind))).not.toMatch(/Zanzibar|golden/);
      const one = await send(`/api/features/${related.data[0]!.documentId}`, { headers: vip });
      expect(await one.text()).toContain(`${SECRET} teaser`);
    });

    it('is the same over GraphQL, aliases and fragments included', async () => {
      const query = `{ features(filters: { slug: { eq: "first" } }) {
        documentId h: headline ...Rest cover { name url } gallery { name } gallery_connection { nodes { name } }
      } } fragment Rest on Feature { body story rank featured tone teaser }`;
      const stranger = await graphql(query);
      expect(stranger.errors).toBeUndefined();
      expect(stranger.data.features[0]).toMatchObject({ h: 'Open headline', cover: { name: 'plain' } });
      expect(JSON.stringify(stranger)).not.toMatch(/Zanzibar|golden|exposures/);
      const shown = await graphql(query, vip);
      expect(shown.errors).toBeUndefined();
      expect(shown.data.features[0]).toMatchObject({
        h: `${SECRET} headline`,
        teaser: 'Open teaser',
        body: `${SECRET} *body*`,
        story: STORY(`${SECRET} story`),
        rank: 7,
        featured: true,
        tone: 'loud',
        cover: { name: 'golden' },
        gallery: [{ name: 'golden' }, { name: 'plain' }],
        gallery_connection: { nodes: [{ name: 'golden' }, { name: 'plain' }] },
      });
      expect(shown.extensions?.attune?.exposures).toHaveLength(1);
      const behind = await graphql(
        '{ features(filters: { slug: { eq: "second" } }) { related { headline } } }',
        vip,
      );
      expect(JSON.stringify(behind)).toContain(`${SECRET} headline`);
      const hidden = await graphql('{ features { experience } }', vip);
      expect(hidden.errors).toBeDefined();
    });

    it.each([
      '/features?filters[headline][$startsWith]=Zanzibar',
      '/features?filters[experience][$contains]=Zanzibar',
      '/features?filters[related][headline][$contains]=Zanzibar',
      '/features?filters[related][experience][$contains]=Zanzibar',
      '/features?_q=Zanzibar',
      '/features?sort=experience:asc',
      '/features?fields[0]=experience',
      '/features?populate=*&status=draft',
      '/features?populate[related][fields][0]=experience',
      '/features?populate[related][filters][experience][$contains]=Zanzibar',
      '/features?populate[experience]=true',
    ])('tells a stranger nothing of a variant: %s', async (path) => {
      const response = await send(`/api${path}`);
      const text = await response.text();
      expect(text).not.toMatch(/Zanzibar-secret|golden|For VIP|"vip"/);
      if (response.status === 200 && !path.includes('populate') && !/sort|fields/.test(path))
        expect((JSON.parse(text) as Answer).data).toEqual([]);
    });

    it('gives builders every variant, or the entry alone', async () => {
      const builder = await createApiToken(app.strapi, [`${ARTICLE}.find`, 'plugin::attune.content.all']);
      const as = (mode: string) =>
        get(FIRST, { authorization: `Bearer ${builder}`, 'attune-personalize': mode });
      const all = await as('all');
      expect(all.data[0]).toMatchObject({
        headline: 'Open headline',
        experience: { variants: [{}, { overrides: { headline: `${SECRET} headline` } }] },
      });
      expect(JSON.stringify(await as('off'))).not.toMatch(/Zanzibar|experience/);
    });

    it.each([
      [{ slug: 'other' }, 'experience.variants.0.overrides.slug', 'cannot vary'],
      [{ seo: {} }, 'experience.variants.0.overrides.seo', 'cannot vary'],
      [{ related: [] }, 'experience.variants.0.overrides.related', 'cannot vary'],
      [{ secret: 'x' }, 'experience.variants.0.overrides.secret', 'cannot vary'],
      [{ experience: 'x' }, 'experience.variants.0.overrides.experience', 'cannot vary'],
      [{ rank: 'high' }, 'experience.variants.0.overrides.rank', 'whole number'],
      [{ tone: 'shrill' }, 'experience.variants.0.overrides.tone', 'calm, loud'],
      [{ headline: null }, 'experience.variants.0.overrides.headline', 'required'],
      [{ cover: [1, 2] }, 'experience.variants.0.overrides.cover', 'one file'],
    ])('refuses %j on save, with the path', async (overrides, path, message) => {
      const response = await send('/api/features', {
        method: 'POST',
        json: { data: { headline: 'x', experience: { variants: [variant(overrides)] } } },
      });
      const { error } = (await response.json()) as Answer;
      expect(response.status).toBe(400);
      expect(error?.message).toContain(path);
      expect(error?.message).toContain(message);
    });

    it('shows the entry as it is where the value cannot be read', async () => {
      const { documentId } = await publish(app.strapi, ARTICLE, { headline: 'Broken', slug: 'broken' });
      await app.strapi.db
        .query(ARTICLE)
        .updateMany({ where: { documentId }, data: { experience: { variants: 'no' } } as never });
      const { data } = await get('/features?filters[slug]=broken', vip);
      expect(data[0]).toMatchObject({ headline: 'Broken' });
      expect(data[0]).not.toHaveProperty('experience');
    });

    it('is kept by a write that leaves it out, over REST and GraphQL, and is not written over the entry', async () => {
      const data = { headline: 'Kept', slug: 'kept', cover: plain, teaser: 'own' };
      const experience = { variants: [variant({ headline: `${SECRET} kept`, cover: golden })] };
      const { documentId } = await publish(app.strapi, ARTICLE, { ...data, experience });
      const before = (await stored(documentId)).experience;
      expect(before?.variants[0]?.key).toBeTruthy();
      const read = await send(`/api/features/${documentId}?populate=cover`, { headers: vip });
      const { data: seen } = (await read.json()) as { data: Record<string, unknown> };
      expect(seen.headline).toBe(`${SECRET} kept`);
      const back = { headline: seen.headline, cover: (seen.cover as { id: number }).id, teaser: 'new' };
      const put = await send(`/api/features/${documentId}`, { method: 'PUT', json: { data: back } });
      expect(put.status, await put.text()).toBe(200);
      for (const status of ['draft', 'published']) {
        expect(await stored(documentId, { status })).toMatchObject({
          headline: 'Kept',
          teaser: 'new',
          cover: { id: plain },
          experience: before!,
        });
      }
      const mutation = `mutation { updateFeature(documentId: "${documentId}", data: { headline: "${SECRET} kept", rank: 3 }) { rank } }`;
      expect((await graphql(mutation, vip)).errors).toBeUndefined();
      expect(await stored(documentId)).toMatchObject({ headline: 'Kept', rank: 3, experience: before! });
    });

    it('goes with publishing, languages and copies, which get keys of their own', async () => {
      const experience = { variants: [variant({ headline: `${SECRET} de` })] };
      const { documentId } = await publish(app.strapi, ARTICLE, {
        headline: 'EN',
        slug: 'langs',
        experience,
      });
      await app.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German' });
      await app.strapi.documents(ARTICLE).update({
        documentId,
        locale: 'de',
        data: { headline: 'DE', experience: { variants: [variant({ headline: `${SECRET} auf Deutsch` })] } },
        status: 'published',
      } as never);
      const german = await get(`/features?filters[documentId]=${documentId}&locale=de`, vip);
      expect(german.data[0]).toMatchObject({ headline: `${SECRET} auf Deutsch` });
      const english = await get(`/features?filters[documentId]=${documentId}`, vip);
      expect(english.data[0]).toMatchObject({ headline: `${SECRET} de` });
      // As the edit view clones: with the whole form.
      const clone = (await app.strapi.documents(ARTICLE).clone({
        documentId,
        data: { slug: 'langs-2', experience: (await stored(documentId)).experience } as never,
      })) as unknown as { entries: { documentId: string }[] };
      const copy = (await stored(clone.entries[0]!.documentId)).experience?.variants[0];
      expect(copy?.overrides).toEqual({ headline: `${SECRET} de` });
      expect(copy?.key).not.toBe((await stored(documentId)).experience?.variants[0]?.key);
    });
  });
};
