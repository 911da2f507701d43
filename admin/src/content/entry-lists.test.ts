import { describe, expect, it } from 'vitest';

import { AUDIENCE_FIELD } from '../../../plugin/src/content/audience';
import { entryBlocks, type FormSchema } from './entry-blocks';
import { entryFaults, itemsOf, viewedBlocks, type EntryItem } from './entry-lists';

const audience = { type: 'customField', customField: AUDIENCE_FIELD };
const components: Record<string, FormSchema> = {
  hero: { attributes: { title: { type: 'string' }, audience }, info: { displayName: 'Hero' } },
  grid: {
    attributes: { title: { type: 'string' }, cards: { type: 'component', component: 'card' }, audience },
    info: { displayName: 'Grid' },
  },
  card: { attributes: { title: { type: 'string' }, audience }, info: { displayName: 'Card' } },
  plain: { attributes: { cards: { type: 'component', component: 'card' } } },
};
const page: FormSchema = { attributes: { blocks: { type: 'dynamiczone' } } };
const only = (segment: string, slot?: string) => ({ key: segment, show: 'only', segments: [segment], slot });

const blocks = entryBlocks(
  {
    blocks: [
      { __component: 'hero', title: 'first', audience: only('vip', 'top') },
      { __component: 'plain', cards: [{ title: 'in a plain one', audience: only('new') }] },
      {
        __component: 'grid',
        title: 'grid',
        audience: only('vip'),
        cards: [{ title: 'card', audience: null }],
      },
      { __component: 'hero', title: 'second', audience: only('vip', 'top') },
      { __component: 'hero', title: 'broken', audience: { show: 'nonsense' } },
    ],
  },
  page,
  components,
);

const told = (items: readonly EntryItem[]): unknown =>
  items.map((item) =>
    item.kind === 'slot'
      ? { [item.slot]: item.variants.map(({ block }) => block.label) }
      : [item.block.label, ...(told(item.children) as unknown[])],
  );

describe('the blocks of an entry', () => {
  it('stand as they are shown: variants together, blocks below what they stand in', () => {
    expect(told(itemsOf(blocks))).toEqual([
      { top: ['first', 'second'] },
      ['in a plain one'],
      ['grid', ['card']],
      ['broken'],
    ]);
    expect(blocks.map(({ field, index }) => [field, index])).toContainEqual(['blocks.2.cards.0.audience', 0]);
  });

  it('say what is wrong by where they stand', () => {
    const faults = entryFaults(blocks, { now: 0, isKnown: (key) => key === 'vip' });
    const wrong = [...faults.blocks].filter(([, found]) => found.length > 0);
    expect(wrong.map(([path, found]) => [path, found.map(({ because }) => because)])).toEqual([
      ['blocks.3', ['named-earlier']],
      ['blocks.4', ['cannot-be-read']],
      ['blocks.1.cards.0', ['gone']],
    ]);
    expect(faults.slots).toMatchObject([{ slot: 'top', list: 'blocks', variants: [0, 2] }]);
  });

  it('hide what stands in a hidden one', () => {
    const seen = (vip: boolean) =>
      Object.fromEntries(
        [...viewedBlocks(blocks, { standing: new Map([['vip', vip]]), now: 0 })].map(
          ([path, { shown, reason }]) => [path, shown || reason.because],
        ),
      );
    expect(seen(true)).toEqual({
      'blocks.0': true,
      'blocks.1.cards.0': 'in-none',
      'blocks.2': true,
      'blocks.2.cards.0': true,
      'blocks.3': 'slot-taken',
      'blocks.4': 'cannot-be-judged',
    });
    expect(seen(false)).toMatchObject({ 'blocks.2.cards.0': 'inside-hidden', 'blocks.0': 'in-none' });
  });
});
