import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AUDIENCE_FIELD } from '../../../plugin/src';
import type { Log } from '../ports';
import { createCutter, type Mode } from './cut';
import { createJudge } from './judge';
import { createGuard } from './guard';
import { createMergeTags } from './merge-tags';
import { createNotes } from './notes';
import { createShapes, type Model } from './shape';
import { createVariants } from './variants';

const audience = { type: 'json', customField: AUDIENCE_FIELD };
const card: Model = {
  uid: 'parts.card',
  modelType: 'component',
  attributes: { label: { type: 'string' }, audience },
};
const hero: Model = {
  uid: 'blocks.hero',
  modelType: 'component',
  attributes: {
    title: { type: 'string' },
    cards: { type: 'component', component: 'parts.card' },
    settings: { type: 'json' },
    audience,
  },
};
const page: Model = {
  uid: 'api::page.page',
  modelType: 'contentType',
  attributes: {
    title: { type: 'string' },
    blocks: { type: 'dynamiczone', components: ['blocks.hero'] },
    lead: { type: 'component', component: 'blocks.hero' },
    related: { type: 'relation', target: 'api::page.page' },
  },
};
const models = new Map([card, hero, page].map((model) => [model.uid, model]));
const shapes = createShapes((uid) => models.get(uid));

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Ids below 100 are for VIP only, below 200 for everyone but VIP, the others for everyone; 666 cannot be read. */
const stored = (id: string) => {
  const number = Number(id);
  if (number === 666) return { show: '?' };
  if (number > 1_000) return limited[number];
  return {
    key: `k${id}`,
    show: number < 100 ? 'only' : number < 200 ? 'except' : 'everyone',
    segments: ['vip'],
  };
};

const NOON = Date.parse('2027-03-01T12:00:00Z');
const limited: Readonly<Record<number, unknown>> = {
  1001: { key: 'a', show: 'only', segments: ['vip'], slot: 'top' },
  1002: { key: 'b', show: 'everyone', slot: 'top', until: '2027-03-01T12:00:00Z' },
  1003: { key: 'c', show: 'everyone', slot: 'top' },
  1004: { key: 'd', show: 'everyone', from: '2027-03-01T12:00:00.001Z' },
  1005: { key: 'e', show: 'everyone', from: '2027-03-01T13:00:00+01:00' },
};

const cut = async (data: unknown, segments: readonly string[] | undefined, mode: Mode = 'visitor') => {
  const notes = createNotes();
  for (const entry of [data].flat()) notes.tag(entry as object, page.uid);
  const cutter = createCutter({
    shapes,
    judge: createJudge({
      log: quiet,
      audiences: { load: async (_uid, ids) => new Map(ids.map((id) => [id, stored(id)])) },
    }),
    experiences: async () => () => null,
    variants: createVariants({ shapes, files: { load: async () => new Map() }, log: quiet }),
    tags: createMergeTags([]),
  });
  const view = {
    segments: async () => segments && new Map(['vip', 'other'].map((key) => [key, segments.includes(key)])),
    now: () => NOON,
  };
  return cutter.cut({ data, meta: {} }, { notes, view, mode });
};

describe('cutting an answer', () => {
  it('takes hidden blocks out at every depth and changes nothing else', async () => {
    const data = {
      documentId: 'a',
      title: 'A',
      lead: { id: 1, title: 'secret' },
      blocks: [
        { __component: 'blocks.hero', id: 2, title: 'secret' },
        {
          __component: 'blocks.hero',
          id: 300,
          settings: { __component: 'blocks.hero', id: 3 },
          cards: [
            { id: 4, label: 'secret' },
            { id: 100, label: 'open' },
          ],
        },
        { __component: 'blocks.hero', title: 'secret without an id' },
        { id: 301, title: 'secret without a kind' },
        { __component: 'blocks.hero', id: 666, title: 'secret that cannot be judged' },
      ],
      related: [{ documentId: 'b', blocks: [{ __component: 'blocks.hero', id: 5, title: 'secret' }] }],
    };
    const before = JSON.stringify(data);
    const { body, exposures } = await cut(data, []);
    expect(body).toEqual({
      data: {
        documentId: 'a',
        title: 'A',
        lead: null,
        blocks: [
          {
            __component: 'blocks.hero',
            id: 300,
            settings: { __component: 'blocks.hero', id: 3 },
            cards: [{ id: 100, label: 'open' }],
          },
        ],
        related: [{ documentId: 'b', blocks: [] }],
      },
      meta: {},
    });
    expect(exposures).toEqual(['k100']);
    expect(JSON.stringify(data)).toBe(before);
  });

  it("goes through Strapi's version 4 format", async () => {
    const { body } = await cut(
      { id: 9, documentId: 'a', attributes: { lead: { id: 1, title: 'secret' }, related: { data: [] } } },
      [],
    );
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('hides everything targeted from who cannot be judged', async () => {
    const blocks = [1, 100, 300].map((id) => ({ __component: 'blocks.hero', id }));
    const { body } = await cut({ documentId: 'a', blocks }, undefined);
    expect((body as { data: { blocks: unknown[] } }).data.blocks).toEqual([blocks[2]]);
  });

  it('shows one variant of a slot, at the place of the first, and minds dates', async () => {
    const hero = (id: number) => ({ __component: 'blocks.hero', id, cards: [{ id: 1, label: 'VIP' }] });
    const data = { documentId: 'a', blocks: [1004, 1001, 1005, 1002, 1003].map(hero) };
    const stranger = await cut(data, []);
    const blocks = ({ body }: typeof stranger) =>
      (body as { data: { blocks: { id: number; cards: unknown[] }[] } }).data.blocks;
    expect(blocks(stranger).map(({ id, cards }) => [id, cards.length])).toEqual([
      [1003, 0],
      [1005, 0],
    ]);
    expect(stranger.exposures).toEqual(['c']);
    const vip = await cut(data, ['vip']);
    expect(blocks(vip).map(({ id, cards }) => [id, cards.length])).toEqual([
      [1001, 1],
      [1005, 1],
    ]);
    expect(vip.exposures).toEqual(['k1', 'a']);
  });

  it('knows a document by what a place further on says of it', async () => {
    const data = {
      aside: { documentId: 'b', lead: { id: 1, title: 'for VIP' } },
      documentId: 'a',
      related: [{ documentId: 'b' }],
    };
    const leadOf = ({ body }: { readonly body: unknown }) =>
      (body as { data: { aside: { lead: unknown } } }).data.aside.lead;
    expect(leadOf(await cut(data, []))).toBeNull();
    expect(leadOf(await cut(data, ['vip']))).toEqual(data.aside.lead);
  });

  it('gives the very same object where nothing is hidden', async () => {
    const data = { documentId: 'a', blocks: [{ __component: 'blocks.hero', id: 300 }] };
    const { body } = await cut(data, []);
    expect((body as { data: unknown }).data).toBe(data);
  });

  it('shows a VIP and a stranger exactly what is theirs, whatever the page', async () => {
    const id = fc.integer({ min: 0, max: 300 }).filter((number) => number !== 666);
    const block = fc.record({
      __component: fc.constant('blocks.hero'),
      id,
      cards: fc.array(fc.record({ id, label: fc.string() }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 6 }), fc.boolean(), async (blocks, isVip) => {
        const shown = ({ id: number }: { id: number }) =>
          number >= 200 || (isVip ? number < 100 : number >= 100);
        const { body } = await cut({ documentId: 'a', blocks }, isVip ? ['vip'] : []);
        expect((body as { data: { blocks: unknown } }).data.blocks).toEqual(
          blocks.filter(shown).map((one) => ({ ...one, cards: one.cards.filter(shown) })),
        );
      }),
    );
  });
});

describe('guarding a query', () => {
  const guard = createGuard(shapes);

  it.each([
    [{ filters: { lead: { title: 'x' } } }, 'filters.lead'],
    [{ filters: { $or: [{ title: 'x' }, { $not: { lead: { title: 'x' } } }] } }, 'filters.lead'],
    [{ filters: { related: { related: { lead: { id: 1 } } } } }, 'filters.related.related.lead'],
    [{ sort: 'title,lead.title:asc' }, 'sort.lead'],
    [{ sort: [{ lead: { title: 'asc' } }] }, 'sort.lead'],
    [{ populate: { related: { sort: ['lead.title'] } } }, 'populate.related.sort.lead'],
    [{ populate: { lead: { count: true } } }, 'populate.lead.count'],
    [
      { populate: { blocks: { on: { 'blocks.hero': { filters: { cards: { label: 'x' } } } } } } },
      'populate.blocks.on.blocks.hero.filters.cards',
    ],
    [
      { populate: { blocks: { on: { 'blocks.hero': { filters: { audience: 'x' } } } } } },
      'populate.blocks.on.blocks.hero.filters.audience',
    ],
  ])('refuses %j', (query, fault) => {
    expect(guard.fault(query, page.uid)).toBe(fault);
  });

  it.each([
    [{ filters: { title: { $eq: 'x' }, related: { title: 'y' } }, sort: 'title:asc', populate: '*' }],
    [{ populate: { blocks: { on: { 'blocks.hero': { fields: ['title'] } } }, related: { limit: 3 } } }],
    [{ populate: ['lead', 'blocks'], pagination: { page: 2 } }],
    [undefined],
  ])('lets %j pass', (query) => {
    expect(guard.fault(query, page.uid)).toBeUndefined();
  });
});
