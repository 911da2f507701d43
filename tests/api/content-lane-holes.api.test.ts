import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { only, publish, SECRET } from '../support/content';
import { makeKnown } from '../support/known-visitor';
import { createLaneProbe, headersOf } from '../support/lane';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { makeFile } from '../support/uploads';

const FEATURE = 'api::feature.feature';
const READS = [`${FEATURE}.find`, 'api::page.page.find', 'plugin::upload.content-api.find'];
const TAG = '{{fallback profile.firstName "there"}}';
const FIRST = '/features?filters[slug]=first&populate=*';
const PAGE = '/pages?filters[slug]=tagged&populate=*';

describe('answers from memory whose entries vary and whose texts hold tags', () => {
  let app: BootedStrapi;
  let probe: ReturnType<typeof createLaneProbe>;
  let anna: Record<string, string>;
  let documentId = '';
  let picture = 0;

  beforeAll(async () => {
    app = await bootStrapi({
      config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
    });
    probe = createLaneProbe(app);
    await makeVip(app);
    await grantPublic(app.strapi, READS);
    anna = await makeKnown(app, 'anna', { firstName: 'An<b>na', plan: 'vip' });
    await makeKnown(app, 'bert', { firstName: 'Bert', plan: 'basic' });
    const [plain, golden] = [await makeFile(app.strapi, 'plain'), await makeFile(app.strapi, 'golden')];
    picture = golden;
    ({ documentId } = await publish(app.strapi, FEATURE, {
      headline: 'Open headline',
      slug: 'first',
      teaser: `Hello ${TAG}`,
      body: 'Open **body**',
      cover: plain,
      gallery: [plain],
      experience: {
        variants: [
          {
            name: 'VIP',
            audience: { show: 'only', segments: ['vip'] },
            overrides: { headline: `${SECRET} headline`, teaser: `${SECRET} ${TAG}`, cover: golden },
          },
          {
            name: 'Long over',
            audience: { show: 'everyone', segments: [], until: '2020-01-01T00:00:00Z' },
            overrides: { body: `${SECRET} body` },
          },
        ],
      },
    }));
    await publish(app.strapi, FEATURE, { headline: 'Second', slug: 'second', related: [documentId] });
    await publish(app.strapi, 'api::page.page', {
      title: 'Page',
      slug: 'tagged',
      blocks: [
        { __component: 'blocks.hero', title: TAG, text: `Block ${TAG}` },
        { __component: 'blocks.hero', title: 'VIP', text: `${SECRET} ${TAG}`, audience: only('vip') },
      ],
    });
  });
  afterAll(() => app.stop());

  it.each([
    ['an entry', FIRST],
    ['an entry in a relation', '/features?filters[slug]=second&populate[related][populate]=*'],
    ['blocks with tags', PAGE],
  ])('give %s in the very bytes and headers in which it is made', async (_what, path) => {
    const bert = await makeKnown(app, 'bert', {});
    const visitors: Record<string, Record<string, string>> = {
      stranger: {},
      device: { 'attune-visitor': 'some-device' },
      'proven and in it': anna,
      'proven and not in it': bert,
      forged: { 'attune-visitor': `${anna['attune-visitor']}x` },
    };
    for (const [who, headers] of Object.entries(visitors)) {
      const cold = await probe.cold(path, headers);
      const warm = await probe.warm(path, headers);
      expect(warm.text, who).toBe(cold.text);
      expect(headersOf(warm.headers), who).toEqual(headersOf(cold.headers));
    }
  });

  it('fill in for who is proven, and keep nothing of them', async () => {
    await probe.warm(FIRST, anna);
    const hers = await probe.look(FIRST, anna);
    expect(hers.warm).toBe(true);
    expect(JSON.parse(hers.text)).toMatchObject({
      data: [{ headline: `${SECRET} headline`, teaser: `${SECRET} An<b>na`, cover: { id: picture } }],
      meta: { attune: { exposures: [expect.any(String)] } },
    });
    expect(hers.headers.get('cache-control')).toBe('private, no-store');
    expect(hers.headers.get('etag')).toBeNull();
    for (const headers of [{}, { 'attune-visitor': 'anna' }, { 'if-none-match': '"x"' }]) {
      const { text, warm } = await probe.look(FIRST, headers as Record<string, string>);
      expect(warm).toBe(true);
      expect(text).toContain('Hello there');
      expect(text).not.toMatch(new RegExp(`${SECRET}|An<b>na`));
    }
  });

  it('know a name as soon as it is told', async () => {
    await probe.warm(PAGE, anna);
    await fetch(`${app.url}/api/attune/v1/identify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.server}` },
      body: JSON.stringify({ userId: 'anna', traits: { firstName: 'Annette' }, messageId: 'renamed' }),
    });
    const renamed = await probe.look(PAGE, anna);
    expect(renamed.warm).toBe(true);
    expect(renamed.text).toContain('Block Annette');
  });

  it('are a matter of the caller’s rights', async () => {
    const authorization = `Bearer ${await createApiToken(app.strapi, [`${FEATURE}.find`])}`;
    const warm = await probe.warm(FIRST, { ...anna, authorization });
    expect(warm.text).toBe((await probe.cold(FIRST, { ...anna, authorization })).text);
    expect((await probe.look(FIRST, { ...anna, authorization: 'Bearer no' })).status).toBe(401);
  });

  it('end when a variant, or a file that one names, is changed', async () => {
    await probe.warm(FIRST, anna);
    const update = (data: object) =>
      app.strapi.documents(FEATURE).update({ documentId, status: 'published', data: data as never });
    await app.strapi.db.query('plugin::upload.file').update({
      where: { id: picture },
      data: { alternativeText: 'Brighter' },
    });
    const brighter = await probe.look(FIRST, anna);
    expect(brighter.warm).toBe(false);
    expect(brighter.text).toContain('Brighter');
    await probe.warm(FIRST, anna);
    await update({ experience: null });
    const single = await probe.look(FIRST, anna);
    expect(single.warm).toBe(false);
    expect(single.text).not.toContain(SECRET);
    expect(single.text).toContain('Hello Annette');
  });
});
