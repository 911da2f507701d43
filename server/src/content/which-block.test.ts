import { expect, it } from 'vitest';

import { compareWays, whichBlock } from './which-block';

const at = (order: number | null, field = 'sections') => ({ field, order });

it('tells a block from others of its kind by its words, its place and its slot', () => {
  const one = { label: 'Spring is here', way: [at(2)], slot: 'top' };
  expect(whichBlock(one)).toBe('"Spring is here", 2nd of sections, slot "top"');
  expect(whichBlock({ label: '', way: [at(1, 'cards'), at(3)], slot: undefined })).toBe(
    '1st of cards in the 3rd of sections',
  );
  expect(whichBlock({ label: '', way: [at(null, 'hero')], slot: undefined })).toBe('hero');
  expect(whichBlock({ label: '', way: [], slot: undefined })).toBe('');
  expect(
    [4, 11, 21, 22, 23].map((order) => whichBlock({ label: '', way: [at(order)], slot: undefined })),
  ).toEqual(['4th', '11th', '21st', '22nd', '23rd'].map((word) => `${word} of sections`));
});

it('puts blocks as they stand, those in a block behind it', () => {
  const ways = [[at(8)], [at(2, 'cards'), at(3)], [at(3)], [at(1, 'cards'), at(3)], [], [at(2)]];
  expect([...ways].sort(compareWays).map((way) => way.map(({ order }) => order))).toEqual([
    [],
    [2],
    [3],
    [1, 3],
    [2, 3],
    [8],
  ]);
});
