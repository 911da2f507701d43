import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { only, publish, SECRET, targetedPage } from '../support/content';
import { decide } from '../support/decide';
import { createApiToken, grantAuthenticated, grantPublic, loginUser } from '../support/permissions';
import { makeVip } from '../support/segments';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

/**
 * Every way house.md names by which a block meant for somebody else could be learnt of, tried as everybody who
 * should not. A 400 is a fine answer; a byte of the secret, or a count that depends on it, is not.
 */
const READS = [
  'api::page.page.find',
  'api::page.page.findOne',
  'api::home.home.find',
  'api::product.product.find',
];

const HERO_FRAGMENT = '... on ComponentBlocksHero { id title text }';

const REST: Record<string, string> = {
  'populate everything': '/pages?populate=*',
  'populate deep': '/pages?populate[blocks][populate]=*&populate[sections]=true&populate[lead]=true',
  'one field of a kind of block': '/pages?populate[blocks][on][blocks.hero][fields][0]=title',
  'one field of a component': '/pages?populate[sections][fields][0]=title&populate[lead][fields][0]=title',
  'cards in a block, by field': '/pages?populate[blocks][on][blocks.note][populate][cards][fields][0]=label',
  'the audience as a field': '/pages?populate[blocks][on][blocks.hero][fields][0]=audience',
  'filter through a component': '/pages?filters[sections][title][$startsWith]=Z',
  'filter inside an or': '/pages?filters[$or][0][lead][title][$contains]=Zanzibar',
  'filter inside a not': '/pages?filters[$not][sections][title][$contains]=Zanzibar',
  'filter through a zone': '/pages?filters[blocks][title][$startsWith]=Z',
  'filter on the audience': '/pages?filters[lead][audience][$contains]=vip',
  'filter through a relation': '/products?filters[page][lead][title][$startsWith]=Z',
  'filter in a populated relation':
    '/pages?populate[related][filters][lead][title][$startsWith]=Z&populate[related][populate]=*',
  'filter in a populated block': '/pages?populate[blocks][on][blocks.hero][filters][title][$startsWith]=Z',
  'sort by a component': '/pages?sort=lead.title:asc',
  'sort by a component, as objects': '/pages?sort[lead][title]=asc',
  'sort by a relation': '/products?sort[0]=page.lead.title:desc',
  'count of a component': '/pages?populate[sections][count]=true',
  'a window on a component': '/pages?populate[sections][start]=1&populate[sections][limit]=1',
  'a window on a zone': '/pages?populate[blocks][start]=1&populate[blocks][limit]=1',
  search: '/pages?_q=Zanzibar&populate=*',
  drafts: '/pages?status=draft&populate[blocks][populate]=*&populate[lead]=true',
  'another locale': '/pages?locale=en&populate[blocks][populate]=*',
  'all locales': '/pages?locale=*&populate[blocks][populate]=*',
  'a page behind a relation':
    '/products?populate[page][populate][blocks][populate]=*&populate[page][populate][lead]=true',
  'a page behind a page': '/pages?populate[related][populate][blocks][populate]=*',
  'a page behind a card':
    '/pages?populate[blocks][on][blocks.grid][populate][cards][populate][page][populate]=*',
  'two relations deep':
    '/products?populate[page][populate][related][populate][blocks][populate]=*&populate[page][populate][related][populate][sections]=true',
  'one field two relations deep':
    '/products?populate[page][fields][0]=title&populate[page][populate][related][populate][lead][fields][0]=title',
  'filter two relations deep': '/products?filters[page][related][sections][title][$startsWith]=Z',
  'filter on cards in a block':
    '/pages?populate[blocks][on][blocks.grid][populate][cards][filters][label][$contains]=Zanzibar',
  'filter on what is private behind a relation':
    '/products?filters[page][sections][audience][$contains]=Zanzibar',
  'sort by what is private': '/pages?sort=lead.audience:asc',
  'sort by what is private behind a relation': '/products?sort[page][sections][audience]=asc',
  'sort two relations deep': '/products?sort=page.related.sections.title',
  'sort in a populated relation': '/products?populate[page][populate][related][sort]=lead.title',
  'count of cards in a block': '/pages?populate[blocks][on][blocks.note][populate][cards][count]=true',
  'a single type': '/home?populate=*',
  'a handler that answers whole documents': '/pages/first/whole',
  'a handler that prints by itself': '/pages/first/printed',
  'a handler with a shape of its own': '/pages/first/reshaped',
  'a handler that passes the query on': '/unguarded-pages?filters[lead][title][$startsWith]=Z',
  'a handler that passes populate on': '/unguarded-pages?populate[blocks]=true&populate[lead]=true',
};

const GRAPHQL: Record<string, string> = {
  zone: `{ pages { blocks { __typename ${HERO_FRAGMENT} } } }`,
  'aliases and fragments': `query Q { a: pages { x: blocks { ...H } } b: pages { y: sections { t: title } } }
    fragment H on ComponentBlocksHero { t: title }`,
  connection: `{ pages_connection { nodes { blocks { ${HERO_FRAGMENT} } lead { title } } pageInfo { total } } }`,
  'component fields': '{ pages { lead { title } sections { title } } }',
  'cards in blocks':
    '{ pages { blocks { ... on ComponentBlocksGrid { title cards { label } } ... on ComponentBlocksNote { cards { label } } } } }',
  'relation nested': `{ pages { related { blocks { ${HERO_FRAGMENT} } lead { title } } } products { page { blocks { ${HERO_FRAGMENT} } } } }`,
  'two relations deep': `{ products { page { related { a: sections { title } b: sections { t: title } lead { title } blocks { ${HERO_FRAGMENT} } } } } }`,
  'filter two relations deep':
    '{ products(filters: { page: { related: { sections: { title: { startsWith: "Z" } } } } }) { name } }',
  'sort by what is private': '{ pages(sort: ["lead.audience:asc"]) { title } }',
  'what the schema says': '{ __type(name: "ComponentBlocksHero") { fields { name } } }',
  'filter through a component': '{ pages(filters: { lead: { title: { startsWith: "Z" } } }) { title } }',
  'filter inside an or':
    '{ pages(filters: { or: [{ sections: { title: { contains: "Zanzibar" } } }] }) { title } }',
  'filter in a relation':
    '{ pages { related(filters: { lead: { title: { startsWith: "Z" } } }) { title } } }',
  'count by a filter':
    '{ pages_connection(filters: { sections: { title: { startsWith: "Z" } } }) { pageInfo { total } } }',
  'sort by a component': '{ pages(sort: ["lead.title"]) { title } }',
  'a window on a component': '{ pages { sections(pagination: { start: 1, limit: 1 }) { title } } }',
  'filter on a component': '{ pages { sections(filters: { title: { startsWith: "Z" } }) { title } } }',
  'the audience as a field': '{ pages { lead { audience } } }',
  'the audience as a filter': '{ pages(filters: { lead: { audience: { contains: "vip" } } }) { title } }',
  drafts: `{ pages(status: DRAFT) { blocks { ${HERO_FRAGMENT} } lead { title } } }`,
  'a locale': `{ pages(locale: "en") { blocks { ${HERO_FRAGMENT} } } }`,
  'single type': `{ home { blocks { ${HERO_FRAGMENT} } } }`,
  'a query of the app': `{ pageBySlug(slug: "first") { blocks { ${HERO_FRAGMENT} } lead { title } sections { title } } }`,
};

type Headers = Record<string, string>;

export const contentAttacksSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    const callers: Record<string, Headers> = {};
    /** The one person for whom the blocks are meant. */
    let owner: Headers = {};

    beforeAll(async () => {
      app = await boot({
        graphql: true,
        config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
      });
      const { strapi, url } = app;
      await makeVip(app);
      await grantPublic(strapi, READS);
      await grantAuthenticated(strapi, READS);
      const user = await loginUser(strapi, url);
      const vip = await loginUser(strapi, url);
      const related = await publish(strapi, 'api::page.page', targetedPage('second'));
      const page = await publish(strapi, 'api::page.page', {
        ...targetedPage('first'),
        related: [related.documentId],
        blocks: [
          ...targetedPage('first').blocks,
          {
            __component: 'blocks.grid',
            title: 'Linked',
            cards: [{ label: 'to the second', page: related.documentId }],
          },
        ],
      });
      await publish(strapi, 'api::product.product', { name: 'Mug', sku: 'mug', page: page.documentId });
      await publish(strapi, 'api::home.home', {
        title: 'Home',
        blocks: [{ __component: 'blocks.hero', title: `${SECRET} home`, audience: only('vip') }],
      });
      await fetch(`${url}/api/attune/v1/identify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
        body: JSON.stringify({ anonymousId: 'thief-device', userId: vip.documentId, messageId: 'claim' }),
      });
      const named = await fetch(`${url}/api/attune/v1/identify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.server}` },
        body: JSON.stringify({ userId: vip.documentId, traits: { plan: 'vip' }, messageId: 'vip' }),
      });
      expect(named.status).toBe(200);
      owner = { authorization: `Bearer ${vip.jwt}` };
      await fetch(`${url}/api/attune/v1/identify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
        body: JSON.stringify({ anonymousId: 'vip-device', traits: { plan: 'vip' }, messageId: 'vip-device' }),
      });
      const elsewhere = '/api/pages?populate[blocks]=true';
      const [decided] = await decide(app, { visitor: 'vip-device', urls: [elsewhere] });
      const choices = { 'attune-decision': decided?.token ?? '' };
      expect(await (await fetch(`${url}${elsewhere}`, { headers: choices })).text()).toContain(SECRET);
      Object.assign(callers, {
        public: {},
        'an API token': { authorization: `Bearer ${await createApiToken(strapi, READS)}` },
        'a full API token': { authorization: `Bearer ${await createApiToken(strapi, 'full-access')}` },
        "somebody else's session": { authorization: `Bearer ${user.jwt}` },
        "a device that claims somebody's userId": { 'attune-visitor': 'thief-device' },
        "somebody's userId as an anonymousId": { 'attune-visitor': vip.documentId },
        'a forged token': {
          'attune-visitor': `${Buffer.from(JSON.stringify({ u: vip.documentId, e: 9e15 })).toString('base64url')}.AAAA`,
        },
        'a token of choices on another page': choices,
        'the same beside a session': { ...choices, authorization: `Bearer ${user.jwt}` },
        'a forged token of choices': { 'attune-decision': `${choices['attune-decision']}AAAA` },
        'no right to all variants': {
          'attune-visitor': 'x',
          'attune-context': '!!!',
          cookie: 'attune_visitor=y',
        },
      });
    });
    afterAll(() => app.stop());

    const rest = (path: string, headers: Headers) => fetch(`${app.url}/api${path}`, { headers });
    const graphql = (query: string, headers: Headers) =>
      fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });

    const expectNothing = async (what: string, response: Response) => {
      const text = await response.text();
      expect(response.status, `${what}: ${text}`).toBeLessThan(500);
      expect(text, what).not.toContain(SECRET);
      expect(text, what).not.toContain('"vip"');
      expect(text, what).not.toMatch(/"segments"/);
    };

    it.each(Object.keys(REST))('REST: %s', async (name) => {
      for (const [caller, headers] of Object.entries(callers)) {
        // The second answer is kept wherever it may be, and the third comes from memory.
        for (const time of ['first', 'second', 'third']) {
          await expectNothing(`${caller}, ${time}: ${name}`, await rest(REST[name]!, headers));
        }
      }
    });

    it.each(Object.keys(GRAPHQL))('GraphQL: %s', async (name) => {
      for (const [caller, headers] of Object.entries(callers)) {
        await expectNothing(`${caller}: ${name}`, await graphql(GRAPHQL[name]!, headers));
      }
    });

    /** The same question about text that exists nowhere must be answered in the same words. */
    it.each(Object.entries(REST).filter(([, path]) => /Zanzibar|=Z(&|$)/.test(path)))(
      'REST cannot be asked whether it exists: %s',
      async (_name, path) => {
        const there = await rest(path, {});
        const nowhere = await rest(
          path.replace(/Zanzibar|=Z(?=&|$)/g, (hit) => (hit === '=Z' ? '=Q' : 'Qqqq')),
          {},
        );
        expect(await there.text()).toBe(await nowhere.text());
      },
    );

    it.each(Object.entries(GRAPHQL).filter(([, query]) => /"(Z|Zanzibar)"/.test(query)))(
      'GraphQL cannot be asked whether it exists: %s',
      async (_name, query) => {
        const there = await graphql(query, {});
        const nowhere = await graphql(query.replace(/"(Z|Zanzibar)"/, '"Qqqq"'), {});
        expect(await there.text()).toBe(await nowhere.text());
      },
    );

    it('names the parameter it refuses', async () => {
      const refused: Record<string, string> = {
        'filter through a component': 'filters.sections',
        'filter inside an or': 'filters.lead',
        'filter in a populated relation': 'populate.related.filters.lead',
        'sort by a component': 'sort.lead',
        'sort by what is private': 'sort.lead',
        'sort by what is private behind a relation': 'sort.page.sections',
        'sort two relations deep': 'sort.page.related.sections',
        'sort in a populated relation': 'populate.page.populate.related.sort.lead',
        'filter two relations deep': 'filters.page.related.sections',
        'count of cards in a block': 'populate.blocks.on.blocks.note.populate.cards.count',
        'count of a component': 'populate.sections.count',
        'a window on a component': 'populate.sections.start',
        'filter through a relation': 'filters.page.lead',
        'a handler that passes the query on': 'filters.lead',
      };
      for (const [name, parameter] of Object.entries(refused)) {
        const response = await rest(REST[name]!, {});
        expect(response.status, name).toBe(400);
        expect(await response.text(), name).toContain(`Invalid parameter ${parameter}`);
      }
    });

    it('shows the blocks to whom they are meant for: the attacks could have succeeded', async () => {
      const byRest = await (
        await rest('/pages?populate[blocks][populate]=*&filters[slug]=first', owner)
      ).text();
      const byGraphql = await (await graphql(GRAPHQL.zone ?? '', owner)).text();
      expect(byRest).toContain(`${SECRET} VIP hero`);
      expect(byGraphql).toContain(`${SECRET} VIP hero`);
    });

    it('is asked over GraphQL for what stands there only by who may, and never for audiences', async () => {
      const token = await createApiToken(app.strapi, [...READS, 'plugin::attune.content.all']);
      const as = (mode: string, headers: Headers) =>
        graphql(GRAPHQL.zone ?? '', { ...headers, 'attune-personalize': mode });
      const builder = { authorization: `Bearer ${token}` };
      expect(await (await as('off', builder)).text()).toContain(`${SECRET} VIP hero`);
      for (const [mode, headers, words] of [
        ['all', builder, 'ask over REST'],
        ['some', builder, 'is \\"all\\" or \\"off\\"'],
        ['all', {}, 'plugin::attune.content.all'],
        ['off', owner, 'plugin::attune.content.all'],
      ] as const) {
        const text = await (await as(mode, headers)).text();
        expect(text).toContain(words);
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain('Hello all');
      }
    });

    it('still answers what may be asked', async () => {
      const through = await rest('/pages?filters[seo][description][$null]=true&sort=seo.description', {});
      expect(through.status, await through.text()).toBe(200);
      const plain = await (await rest('/pages?filters[slug]=first&sort=title&populate[seo]=true', {})).json();
      expect(plain).toMatchObject({ data: [{ slug: 'first' }] });
      const graph = await (
        await graphql(
          '{ pages(filters: { slug: { eq: "first" } }, sort: ["title"]) { title blocks { __typename } } }',
          {},
        )
      ).json();
      expect(graph).toMatchObject({ data: { pages: [{ title: 'Page first' }] } });
      expect((graph as { data: { pages: { blocks: unknown[] }[] } }).data.pages[0]?.blocks).toHaveLength(5);
      expect(graph).toHaveProperty('extensions.attune.exposures');
    });

    it('does not tell a page with hidden blocks from one without by its headers', async () => {
      const names = async (path: string) => [...(await rest(path, {})).headers.keys()].sort();
      expect(await names('/home?populate=*')).toEqual(
        await names('/pages?filters[slug]=first&fields[0]=title'),
      );
    });
  });
};
