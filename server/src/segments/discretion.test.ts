import { expect, it } from 'vitest';

import { discreet } from './discretion';

const seen = (name: string) => ({ name, count: 3, examples: ['x'] });

it('offers nothing sensitive, and examples only to who may see people', () => {
  const words = {
    events: [
      {
        name: 'Signed Up',
        count: 3,
        properties: [seen('plan'), seen('user.iban'), seen('user.health.weight'), seen('children[].health')],
      },
    ],
    traits: [seen('country'), seen('iban'), seen('health.weight'), seen('healthy')],
  };
  expect(discreet(words, ['iban', 'health'], true)).toEqual({
    events: [{ name: 'Signed Up', count: 3, properties: [seen('plan')] }],
    traits: [seen('country'), seen('healthy')],
  });
  const masked = discreet(words, [], false);
  expect(
    [...masked.traits, ...(masked.events[0]?.properties ?? [])].flatMap(({ examples }) => examples),
  ).toEqual([]);
  expect(masked.traits).toHaveLength(4);
});
