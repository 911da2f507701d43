import { expect, it } from 'vitest';

import { notesOf, tagsIn } from './notes';

it('reads tags as they are typed', () => {
  expect(tagsIn(' spring, vip ,, spring')).toEqual(['spring', 'vip']);
  expect(tagsIn('')).toEqual([]);
});

it('takes what a template has and leaves the rest empty', () => {
  expect(notesOf({ name: 'Lapsed', folder: 'shop' })).toEqual({
    name: 'Lapsed',
    description: '',
    purpose: '',
    owner: '',
    folder: 'shop',
    tags: [],
  });
});
