import { describe, expect, it } from 'vitest';

import { gold, nestedModels, vip } from '../../../tests/support/edited-pages';
import { createKeeper, type Writing } from './keep';
import { createShapes } from './shape';

const keeper = createKeeper(createShapes((uid) => nestedModels.find((model) => model.uid === uid)));

const card = (text: string, more: object = {}) => ({ text, ...more });
const row = (text: string, cards: object[], more: object = {}) => ({
  __component: 'parts.row',
  text,
  cards,
  ...more,
});
const OUTSIDE: Writing = { voice: () => 'partial', translated: false };
const keep = (data: object, stored: object, writing = OUTSIDE) =>
  keeper.keep(data, 'api::page.page', stored as Readonly<Record<string, unknown>>, writing);

const hero = (text: string | null, more: object = {}) => ({ __component: 'blocks.hero', text, ...more });

describe('blocks that are like others', () => {
  it('are told apart by what stands inside', () => {
    const without = (label: string) => hero(null, { cards: [card(label)] });
    const stored = {
      blocks: [
        { ...without('secret'), audience: vip },
        { ...without('open'), audience: null },
      ],
    };
    expect(keep({ blocks: [without('open'), without('secret')] }, stored)).toMatchObject({
      blocks: [{ audience: null }, { audience: vip }],
    });
    expect(() => keep({ blocks: [without('open?'), without('secret?')] }, stored)).toThrow(/^blocks\.0: /);
    const titled = { blocks: stored.blocks.map((block) => ({ ...block, text: 'Cards' })) };
    const changed = ['open?', 'secret?'].map((label) => hero('Cards', { cards: [card(label)] }));
    expect(() => keep({ blocks: changed }, titled)).toThrow(/^blocks\.0: /);
  });

  it('are not told apart by files, which nobody has read', () => {
    const stored = {
      blocks: [hero('Sale', { id: 1, audience: vip }), hero('Sale', { id: 2, audience: null })],
    };
    const sent = (...pictures: number[]) => ({
      blocks: pictures.map((picture) => hero('Sale', { picture })),
    });
    expect(() => keep(sent(8, 7), stored)).toThrow(/^blocks\.0: /);
    const alike = { blocks: [stored.blocks[0], { ...stored.blocks[0], id: 2 }] };
    expect(keep(sent(8, 7), alike)).toMatchObject({ blocks: [{ audience: vip }, { audience: vip }] });
    expect(keep({ blocks: [hero('Sale'), hero('Sale')] }, stored)).toMatchObject({
      blocks: [{ audience: vip }, { audience: null }],
    });
  });

  it('are not replaced by one that says nothing', () => {
    const stored = {
      blocks: [hero('secret', { id: 1, audience: vip }), hero('open', { id: 2, audience: null })],
    };
    expect(() => keep({ blocks: [{ __component: 'blocks.hero' }, hero('secret?')] }, stored)).toThrow(
      /^blocks\.0: /,
    );
  });
});

describe('a nested block that is moved and changed in one write', () => {
  const stored = {
    blocks: [
      row('one', [card('secret', { id: 1, audience: vip })], { id: 1 }),
      row('two', [card('open', { id: 2, audience: null })], { id: 2 }),
    ],
  };

  it('gets the audience of the only block that is gone', () => {
    const data = { blocks: [row('one', []), row('two', [card('open'), card('secret, changed')])] };
    expect(keep(data, stored)).toMatchObject({
      blocks: [{ cards: [] }, { cards: [{ audience: null }, { audience: vip }] }],
    });
  });

  it('is refused where it may have been one for everyone', () => {
    const data = { blocks: [row('one', [card('open?')]), row('two', [card('secret?')])] };
    expect(() => keep(data, stored)).toThrow(/^blocks\.0\.cards\.0: .*neither its id nor its audience/);
  });

  it('is refused where it may have been of two audiences, unless each is alone in its place', () => {
    const two = {
      blocks: [
        row('one', [card('secret', { audience: vip })]),
        row('two', [card('golden', { audience: gold })]),
      ],
    };
    const apart = { blocks: [row('one', [card('secret?')]), row('two', [card('golden?')])] };
    expect(keep(apart, two)).toMatchObject({
      blocks: [{ cards: [{ audience: vip }] }, { cards: [{ audience: gold }] }],
    });
    const together = { blocks: [row('one', []), row('two', [card('secret?'), card('golden?')])] };
    expect(() => keep(together, two)).toThrow(/^blocks\.1\.cards\.0: /);
  });

  it('is not taken for one for everyone that stands elsewhere now', () => {
    const stored = {
      blocks: [hero('open', { id: 1 }), hero('VIPs', { id: 2, audience: vip })],
      sections: [{ text: 'secret', id: 3, audience: vip }],
    };
    const sent = { blocks: [hero('secret?'), hero('VIPs', { id: 2 })], sections: [{ text: 'open' }] };
    expect(keep(sent, stored)).toMatchObject({
      blocks: [{ text: 'secret?', audience: vip }, { audience: vip }],
      sections: [{ text: 'open', audience: null }],
    });
  });

  it('is known by its id and by its key wherever it went', () => {
    const byId = { blocks: [row('one', []), row('two', [card('new'), card('secret?', { id: 1 })])] };
    expect(keep(byId, stored)).toMatchObject({ blocks: [{}, { cards: [{}, { audience: vip }] }] });
    const byKey = { blocks: [row('one', []), row('two', [card('new'), card('?', { audience: vip })])] };
    expect(keep(byKey, stored)).toMatchObject({ blocks: [{}, { cards: [{}, { audience: vip }] }] });
    const told = keep(byKey, stored) as { blocks: [unknown, { cards: [{ audience?: unknown }] }] };
    expect(told.blocks[1].cards[0].audience).toBeUndefined();
  });

  it('counts what goes with the block around it, unless that one comes with its id', () => {
    const added = { sections: [{ text: 'new', cards: [card('new card')] }] };
    const alone = { blocks: stored.blocks.slice(0, 1) };
    expect(keep({ blocks: [], ...added }, alone)).toMatchObject({
      sections: [{ cards: [{ audience: vip }] }],
    });
    const kept = { blocks: [{ __component: 'parts.row', id: 1, text: 'one' }], ...added };
    expect(keep(kept, alone)).toEqual({ ...kept, ...added });
  });
});
