import { expect, it } from 'vitest';

import { whereSchema } from './names.schema';

it.each([
  [{ total: { $gtee: 5 } }, ['total', '$gtee'], 'Did you mean "$gte"?'],
  [{ name: { $regex: '(a+)+$' } }, ['name', '$regex'], 'could take for ever'],
  [
    { shop: { $not: { $inGroup: 'partners' } } },
    ['shop', '$not', '$inGroup'],
    'in the filters of conditions only',
  ],
])('a filter on the events of a flow is checked as any other: %j', (where, path, message) => {
  const [issue] = whereSchema.safeParse(where).error?.issues ?? [];
  expect(issue?.path).toEqual(path);
  expect(issue?.message).toContain(message);
});

it('takes what a filter may say', () => {
  expect(whereSchema.parse({ total: { $gte: 5 }, shop: 'acme' })).toEqual({
    total: { $gte: 5 },
    shop: 'acme',
  });
});
