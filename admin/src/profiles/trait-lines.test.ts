import { expect, it } from 'vitest';

import { traitLines } from './trait-lines';

it('flattens, sorts and leaves out what is not there', () => {
  expect(traitLines({ plan: { seats: 5, name: 'pro' }, tags: ['a', 'b'], gone: null, city: 'Graz' })).toEqual(
    [
      { path: 'city', value: 'Graz' },
      { path: 'plan.name', value: 'pro' },
      { path: 'plan.seats', value: '5' },
      { path: 'tags', value: 'a, b' },
    ],
  );
});
