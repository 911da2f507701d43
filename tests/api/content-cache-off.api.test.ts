import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { publish, SECRET, targetedPage } from '../support/content';
import { decide } from '../support/decide';
import { makeKnown } from '../support/known-visitor';
import { createLaneProbe } from '../support/lane';
import { createApiToken, grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { bootStrapi, type BootedStrapi } from '../support/strapi';

type Headers = Readonly<Record<string, string>>;

const PAGE = 'api::page.page';
const DEEP = 'populate[blocks][populate]=*&populate[lead]=true&populate[sections]=true';
const FIRST = `/pages?filters[slug]=first&${DEEP}`;

describe('with content.cache off', () => {
  let app: BootedStrapi;
  let probe: ReturnType<typeof createLaneProbe>;
  let documentId: string;
  let vip: Headers;

  beforeAll(async () => {
    app = await bootStrapi({
      graphql: true,
      config: {
        content: { cache: false },
        privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } },
      },
    });
    probe = createLaneProbe(app);
    await makeVip(app);
    await grantPublic(app.strapi, [`${PAGE}.find`, `${PAGE}.findOne`]);
    ({ documentId } = await publish(app.strapi, PAGE, targetedPage('first')));
    await publish(app.strapi, PAGE, { title: 'Plain', slug: 'plain' });
    vip = await makeKnown(app, 'vip-person', { plan: 'vip' });
  });
  afterAll(() => app.stop());

  it.each([
    ['find', () => FIRST],
    ['findOne', () => `/pages/${documentId}?${DEEP}`],
  ])('shows each visitor their own page by %s, made anew each time', async (_way, path) => {
    for (let time = 0; time < 4; time += 1) {
      const stranger = await probe.look(path());
      expect(stranger.text).toContain('Not for VIP');
      expect(stranger.text).not.toContain(SECRET);
      expect(stranger.headers.get('cache-control')).toBe('public, no-cache');
      const shown = await probe.look(path(), vip);
      expect(shown.text).toContain(`${SECRET} VIP hero`);
      expect(shown.text).not.toContain('Not for VIP');
      expect(shown.headers.get('cache-control')).toBe('private, no-cache');
      for (const { warm, headers, text } of [stranger, shown]) {
        expect(warm).toBe(false);
        expect(headers.get('vary')).toContain('Attune-Visitor');
        expect(JSON.parse(text)).toHaveProperty('meta.attune.exposures');
      }
    }
  });

  it('answers 304 to who has the stranger’s page, and its own again after a write past Strapi', async () => {
    const { headers } = await probe.look(FIRST);
    // Not by fetch, whose cache would answer.
    const etag = headers.get('etag') ?? '';
    expect((await probe.look(FIRST, { 'if-none-match': etag, 'cache-control': 'max-age=0' })).status).toBe(
      304,
    );
    await app.strapi.db
      .connection('components_blocks_heroes')
      .where({ title: 'Hello all' })
      .update({ title: 'Written past Strapi' });
    const after = await probe.look(FIRST, { 'if-none-match': etag, 'cache-control': 'max-age=0' });
    expect(after.status).toBe(200);
    expect(after.text).toContain('Written past Strapi');
  });

  it('does the same for an API token, over GraphQL, and for a token of choices', async () => {
    const authorization = `Bearer ${await createApiToken(app.strapi, [`${PAGE}.find`])}`;
    expect((await probe.look(FIRST, { authorization })).text).not.toContain(SECRET);
    expect((await probe.look(FIRST, { authorization, ...vip })).text).toContain(`${SECRET} VIP hero`);
    const graphql = async (headers: Headers) => {
      const answer = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ pages { blocks { ... on ComponentBlocksHero { title } } } }' }),
      });
      return answer.text();
    };
    expect(await graphql({})).not.toContain(SECRET);
    expect(await graphql(vip)).toContain(`${SECRET} VIP hero`);
    const [stranger] = await decide(app, { urls: [`/api${FIRST}`] });
    const first = await probe.look(FIRST, { 'attune-decision': stranger?.token ?? '' });
    expect(first.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect(first.text).not.toContain(SECRET);
    const again = await probe.look(FIRST, { 'attune-decision': stranger?.token ?? '', ...vip });
    expect(again.text).toBe(first.text);
  });

  it('leaves a page with nothing targeted as Strapi makes it', async () => {
    const plain = await probe.look('/pages?filters[slug]=plain');
    expect(JSON.parse(plain.text)).toMatchObject({ data: [{ title: 'Plain' }] });
    expect(plain.text).not.toContain('attune');
  });

  it('says so in the settings', async () => {
    const admin = await loginAdmin(app.strapi, app.url);
    const { data } = (await (await admin('/attune/content/lanes')).json()) as { data: object };
    expect(data).toMatchObject({
      on: false,
      early: { entries: 0, hits: 0 },
      behind: { entries: 0, hits: 0 },
    });
  });
});
