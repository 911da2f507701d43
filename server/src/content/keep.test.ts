import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AUDIENCE_FIELD } from '../../../plugin/src';
import { createKeeper, type Writing } from './keep';
import { createShapes, type Model } from './shape';

const audience = { type: 'json', customField: AUDIENCE_FIELD };
const models: readonly Model[] = [
  {
    uid: 'parts.card',
    modelType: 'component',
    attributes: { label: { type: 'string' }, audience },
  },
  {
    uid: 'blocks.hero',
    modelType: 'component',
    attributes: {
      title: { type: 'string' },
      cards: { type: 'component', component: 'parts.card' },
      audience,
    },
  },
  {
    uid: 'blocks.note',
    modelType: 'component',
    attributes: { note: { type: 'string' }, cards: { type: 'component', component: 'parts.card' } },
  },
  {
    uid: 'api::page.page',
    modelType: 'contentType',
    attributes: {
      title: { type: 'string' },
      blocks: { type: 'dynamiczone', components: ['blocks.hero', 'blocks.note'] },
      lead: { type: 'component', component: 'blocks.hero' },
    },
  },
];
const shapes = createShapes((uid) => models.find((model) => model.uid === uid));
const keeper = createKeeper(shapes);

const vip = { key: 'v', show: 'only', segments: ['vip'] };
const hero = (title: string, more: object = {}) => ({ __component: 'blocks.hero', title, ...more });

const OUTSIDE: Writing = { voice: () => 'partial', translated: false };
const keep = (data: object, stored: object, writing: Writing = OUTSIDE) =>
  keeper.keep(data, 'api::page.page', stored as Readonly<Record<string, unknown>>, writing) as {
    readonly title?: string;
    readonly lead?: Readonly<Record<string, unknown>> | null;
    readonly blocks?: readonly Readonly<Record<string, unknown>>[];
  };
const audiences = (data: object, stored: object, writing?: Writing) =>
  keep(data, stored, writing).blocks?.map((block) => block.audience);

describe('keeping the audience of a block that comes without it', () => {
  const stored = {
    blocks: [hero('A', { id: 1, audience: vip }), hero('B', { id: 2, audience: null })],
    lead: { id: 9, title: 'L', audience: vip },
  };

  it.each([
    ['by its id', [hero('Changed', { id: 1 }), hero('New')], [vip, undefined]],
    ['by what it says, wherever it stands', [hero('B'), hero('A')], [null, vip]],
    ['as the only one left', [hero('B'), hero('Changed')], [null, vip]],
    ['not where one is given', [hero('A', { audience: null }), hero('B')], [null, null]],
    ['not for one more', [hero('A'), hero('B'), hero('C')], [vip, null, undefined]],
    ['not when it is gone', [hero('B')], [null]],
  ])('%s', (_name, blocks, expected) => {
    expect(audiences({ blocks }, stored)).toEqual(expected);
  });

  it('gives a single component the audience of the one it replaces', () => {
    expect(keep({ lead: { title: 'M' } }, stored).lead).toEqual({ title: 'M', audience: vip });
    expect(keep({ lead: null }, stored).lead).toBeNull();
  });

  it('refuses what it cannot tell, and names the place', () => {
    expect(() => keep({ blocks: [hero('C'), hero('D')] }, stored)).toThrow(
      /^blocks\.0: .*neither its id nor/,
    );
    const said = { ...vip, key: '' };
    expect(() => keep({ blocks: [hero('C', { audience: said }), hero('D')] }, stored)).toThrow(
      /^blocks\.1: /,
    );
  });

  it('knows a block by the key of the audience it says', () => {
    const blocks = [hero('D'), hero('C', { audience: vip })];
    expect(audiences({ blocks }, stored)).toEqual([undefined, vip]);
  });

  it('takes a translation to stand in the same order', () => {
    const blocks = [hero('Eins'), hero('Zwei')];
    expect(audiences({ blocks }, stored, { ...OUTSIDE, translated: true })).toEqual([vip, null]);
  });

  it('believes a form that holds every audience', () => {
    const blocks = [hero('New'), hero('Changed', { id: 1 })];
    expect(audiences({ blocks }, stored, { voice: () => 'whole', translated: false })).toEqual([
      undefined,
      vip,
    ]);
  });

  it('takes an id that names nothing here for none', () => {
    const blocks = [hero('A', { id: 71 }), hero('Changed', { id: 72 })];
    expect(audiences({ blocks }, stored)).toEqual([vip, undefined]);
    const inner = { lead: { id: 9, title: 'L', cards: { id: 5, label: 'c', audience: vip }, audience: vip } };
    const given = { lead: { id: 80, title: 'L', cards: { id: 81, label: 'new' } } };
    expect(keep(given, inner).lead).toMatchObject({ audience: vip, cards: { audience: vip } });
  });

  describe('for a role that may not say it of some', () => {
    const heard = (path: string) => (path === 'lead.audience' ? ('none' as const) : ('whole' as const));
    const writing = { voice: heard, translated: false };

    it('hears nothing of what it says there', () => {
      expect(keep({ lead: { title: 'M', audience: null } }, stored, writing).lead).toEqual({
        title: 'M',
        audience: vip,
      });
    });

    it('hears all of what it says elsewhere', () => {
      expect(audiences({ blocks: [hero('A'), hero('B')] }, stored, writing)).toEqual([undefined, undefined]);
    });

    it('hears nothing inside what it may say', () => {
      const inner = {
        lead: { id: 9, title: 'L', cards: { id: 5, label: 'c', audience: vip }, audience: null },
      };
      const voice = (path: string) => (path === 'lead.cards.audience' ? 'none' : 'whole');
      expect(
        keep({ lead: { title: 'M', audience: vip, cards: { label: 'd' } } }, inner, {
          voice,
          translated: false,
        }).lead,
      ).toEqual({ title: 'M', audience: vip, cards: { label: 'd', audience: vip } });
    });

    it('says so where it must refuse', () => {
      const silent: Writing = { voice: () => 'none', translated: false };
      expect(() => keep({ blocks: [hero('C'), hero('D')] }, stored, silent)).toThrow(
        /^blocks\.0: .*your role/,
      );
    });
  });

  it('finds the entry that data was made from', () => {
    const other = { blocks: [hero('Eins', { id: 3 }), hero('Zwei', { id: 4 })] };
    const closest = (blocks: object[]) => keeper.closest({ blocks }, 'api::page.page', [stored, other]);
    expect(closest([hero('Zwei'), hero('Neu')])).toBe(other);
    expect(closest([hero('Neu', { id: 4 })])).toBe(other);
    expect(closest([hero('A'), hero('Eins')])).toBe(stored);
    expect(closest([hero('Neu')])).toBe(stored);
  });

  it('looks into blocks that have no audience of their own', () => {
    const note = (...cards: object[]) => ({ __component: 'blocks.note', note: 'N', cards });
    const before = { blocks: [note({ id: 1, label: 'secret', audience: vip }, { id: 2, label: 'open' })] };
    const [kept] = keep({ blocks: [note({ label: 'open' }, { label: 'secret!' })] }, before).blocks!;
    expect(kept!.cards).toEqual([
      { label: 'open', audience: null },
      { label: 'secret!', audience: vip },
    ]);
  });

  it('knows a block by what it says where it was moved into another', () => {
    const card = { label: 'For the best', audience: vip };
    const before = {
      blocks: [hero('A', { id: 1, cards: [{ id: 5, ...card }] }), hero('B', { id: 2, cards: [] })],
    };
    const bare = { label: 'For the best' };
    const moved = keep({ blocks: [hero('A', { id: 1 }), hero('B', { id: 2, cards: [bare] })] }, before);
    expect(moved.blocks?.[1]?.cards).toEqual([card]);
    const wrapped = { __component: 'blocks.note', note: 'New', cards: [bare, { label: '' }] };
    expect(keep({ blocks: [wrapped] }, before).blocks?.[0]?.cards).toEqual([card, { label: '' }]);
    const up = { lead: { title: 'T' }, blocks: [] };
    expect(keep(up, { blocks: [hero('T', { id: 1, audience: vip })], lead: null }).lead).toEqual({
      title: 'T',
      audience: vip,
    });
  });

  it('changes nothing where everything is for everyone', () => {
    const data = { title: 'T', blocks: [hero('X'), hero('Y')] };
    expect(keep(data, { blocks: [hero('B', { id: 2 }), hero('C', { id: 3 })] })).toEqual(data);
    expect(keeper.concerns({ title: 'T', blocks: null }, 'api::page.page')).toBe(false);
  });

  it('never makes a targeted block public, however it is written back', () => {
    const block = fc.record({
      title: fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'),
      isVip: fc.boolean(),
    });
    const before = fc.uniqueArray(block, { selector: ({ title }) => title, maxLength: 5 });
    const after = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 5 });
    let told = 0;
    fc.assert(
      fc.property(before, after, (blocks, titles) => {
        const was = blocks.map(({ title, isVip }, id) => hero(title, { id, audience: isVip ? vip : null }));
        let result: readonly unknown[];
        try {
          result = audiences({ blocks: titles.map((title) => hero(title)) }, { blocks: was })!;
        } catch {
          return;
        }
        told += 1;
        const lost = new Set<string>(blocks.filter(({ isVip }) => isVip).map(({ title }) => title));
        for (const title of titles) lost.delete(title);
        const seen = new Set<string>();
        for (const [index, title] of titles.entries()) {
          const own = blocks.find((one) => one.title === title);
          const isFirst = !seen.has(title);
          seen.add(title);
          if (own && isFirst) expect(result[index]).toEqual(own.isVip ? vip : null);
          // One that stood nowhere before may be any of those that are gone.
          else if (lost.size > 0) expect(result[index]).toEqual(vip);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(told).toBeGreaterThan(1_000);
  });
});
