import { expect, it } from 'vitest';

import { listInputOf, type ListAddress } from './list-input';

const page = { page: 2, pageSize: 10 };

it('reads the address as the content manager writes it', () => {
  const filters: ListAddress['filters'] = {
    $and: [{ kind: { $eq: 'live' } }, { tag: { $eq: 'spring' } }, { other: { $eq: 'x' } }],
  };
  expect(listInputOf({ sort: 'size:DESC', folder: 'shop/spring', filters }, page)).toEqual({
    ...page,
    sort: 'size',
    order: 'desc',
    folder: 'shop/spring',
    kind: 'live',
    tag: 'spring',
  });
});

it('sorts by name when nothing is said, and takes the later of two filters', () => {
  const filters: ListAddress['filters'] = {
    $and: [{ health: { $eq: 'small' } }, { health: { $eq: 'unused' } }],
  };
  expect(listInputOf({ filters }, page)).toEqual({ ...page, sort: 'name', order: 'asc', health: 'unused' });
  expect(listInputOf({ folder: '' }, page)).toEqual({ ...page, sort: 'name', order: 'asc' });
});
