import { expect, it } from 'vitest';

import { childrenOf, stepsTo } from './folders';

const folders = [
  { path: 'shop', count: 3 },
  { path: 'shop/spring', count: 2 },
  { path: 'shop/spring/mails', count: 1 },
  { path: 'shopping', count: 1 },
];

it('shows what lies right below', () => {
  expect(childrenOf(folders, '').map(({ name }) => name)).toEqual(['shop', 'shopping']);
  expect(childrenOf(folders, 'shop')).toEqual([{ path: 'shop/spring', count: 2, name: 'spring' }]);
  expect(childrenOf(folders, 'shop/spring/mails')).toEqual([]);
});

it('names the way to a folder', () => {
  expect(stepsTo('shop/spring')).toEqual([
    { path: 'shop', name: 'shop' },
    { path: 'shop/spring', name: 'spring' },
  ]);
  expect(stepsTo('')).toEqual([]);
});
