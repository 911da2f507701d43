import { describe, expect, it } from 'vitest';

import type { Leaf } from '../../../../plugin/src/conditions/condition';
import { matches } from '../../../../plugin/src/conditions/filter';
import { amountOf, durationParts } from './amount';
import { completePart, isComplete, unfinished } from './complete';
import { conditionOf, treeOf } from './convert';
import { newLeaf, ROW_KINDS } from './new-leaf';
import { createNodeIds, leavesOf } from './tree';
import { shownValue, typedValue } from './typed-value';
import { testOfPath, testsOf, whereOf } from './where';

describe('where', () => {
  it.each([
    [{ country: 'DE' }],
    [{ country: { $in: ['DE', 'AT'] }, 'plan.seats': { $gte: 5, $lt: 9 } }],
    [{}],
    [{ total: { $gt: 5 }, $and: [{ total: { $gt: 7 } }] }],
    [{ products: { $elemMatch: { 'product.margin': { $gte: 0.4 } } } }],
    [
      {
        products: { $elemMatch: { brand: 'Fine' } },
        $and: [{ products: { $elemMatch: { price: { $lt: 5 } } } }],
      },
    ],
  ])('goes to tests and back: %j', (where) => {
    expect(whereOf(testsOf(where) ?? [])).toEqual(where);
  });

  it('leaves what a row cannot show to the JSON', () => {
    expect(testsOf({ $or: [{ a: 1 }] })).toBeUndefined();
    expect(testsOf({ tags: { $elemMatch: { $eq: 'x' } } })).toBeUndefined();
    expect(testsOf({ items: { $elemMatch: { a: 1, b: 2 } } })).toBeUndefined();
    expect(testsOf({ items: { $elemMatch: { a: { $gt: 1, $lt: 2 } } } })).toBeUndefined();
    expect(testsOf({ items: { $elemMatch: { $or: [{ a: 1 }] } } })).toBeUndefined();
    expect(testsOf({ items: { $elemMatch: { of: { $elemMatch: { a: 1 } } } } })).toBeUndefined();
    expect(testsOf({ address: { city: 'Graz' } })).toBeUndefined();
  });
});

describe('a new test', () => {
  const empty = { path: '', operator: '$eq', value: '' };

  it('asks what is in a list, and what anything else is', () => {
    expect(testOfPath(empty, 'consent', true)).toEqual({ path: 'consent', operator: '$in', value: [] });
    expect(testOfPath(empty, 'device', false)).toEqual({ ...empty, path: 'device' });
    const said = testOfPath({ ...empty, value: 'marketing' }, 'consent', true);
    expect(whereOf([said])).toEqual({ consent: { $in: ['marketing'] } });
    const chosen = { ...empty, operator: '$all', value: ['a'] };
    expect(testOfPath(chosen, 'consent', true)).toEqual({ ...chosen, path: 'consent' });
  });

  it('of consent holds of whoever agreed to more than that', () => {
    const where = whereOf([{ ...testOfPath(empty, 'consent', true), value: ['marketing'] }]);
    expect(matches(where, { consent: ['analytics', 'marketing'] })).toBe(true);
    expect(matches(where, { consent: ['analytics'] })).toBe(false);
  });
});

describe('typed values', () => {
  it('takes a number for one, unless only text was ever seen', () => {
    expect(typedValue('1010', 'value', ['1010', '8010'])).toBe('1010');
    expect(typedValue('1020', 'value', ['1010'])).toBe('1020');
    expect(typedValue('5', 'value', [3])).toBe(5);
    expect(typedValue('5', 'value')).toBe(5);
    expect(typedValue('true', 'value')).toBe(true);
    expect(typedValue('DE, AT,', 'list')).toEqual(['DE', 'AT']);
    expect(typedValue('false', 'yes or no')).toBe(false);
    expect(typedValue('[a-z]+', 'pattern')).toBe('[a-z]+');
  });

  it('shows them', () => {
    expect(shownValue(['a', 1])).toBe('a, 1');
    expect(shownValue(null)).toBe('');
  });
});

describe('amounts', () => {
  it('reads one operator, a bare number, and nothing', () => {
    const once = { operator: '$gte', value: 1 };
    expect(amountOf({ $lt: 3 }, once)).toEqual({ operator: '$lt', value: 3 });
    expect(amountOf(3, once)).toEqual({ operator: '$eq', value: 3 });
    expect(amountOf(undefined, once)).toBe(once);
    expect(amountOf({ $gt: 1, $lt: 3 }, once)).toBeUndefined();
  });

  it('reads durations', () => {
    expect(durationParts('30d')).toEqual({ count: 30, unit: 'd' });
    expect(durationParts('today')).toBeUndefined();
  });
});

describe('unfinished rows', () => {
  it('are the new ones that want a name', () => {
    expect(ROW_KINDS.filter((kind) => !isComplete(newLeaf(kind)))).toEqual([
      'event',
      'sequence',
      'trait',
      'tag',
      'segment',
      'list',
      'context',
    ]);
  });

  it.each([
    [{ kind: 'event', name: 'a', sum: '', value: { $gt: 1 } }, false],
    [{ kind: 'event', name: 'a', sum: 'total', value: { $gt: 1 } }, true],
    [{ kind: 'event', name: 'a', by: '' }, false],
    [{ kind: 'event', name: 'a', last: 'colour', value: { $eq: '' } }, false],
    [{ kind: 'event', name: 'a', last: 'colour', value: { $eq: 'red' } }, true],
    [{ kind: 'event', name: 'a', value: { $gt: 1 }, of: { name: '' } }, false],
    [{ kind: 'event', name: 'a', where: { '': 'x' } }, false],
    [{ kind: 'sequence', steps: [{ name: 'a' }, { not: { name: '' } }, { name: 'b' }] }, false],
    [{ kind: 'sequence', steps: [{ name: 'a' }, { not: { name: 'c' } }, { name: 'b' }] }, true],
    [{ kind: 'score', trait: '', percentile: { $gte: 90 } }, false],
    [{ kind: 'score', figure: { name: 'a', sum: '' }, percentile: { $gte: 90 } }, false],
    [{ kind: 'context', where: {}, near: { lat: 1, lon: 2, km: 3 } }, true],
    [{ kind: 'of-an-extension' }, true],
    [{ kind: 'trait', where: { country: '' } }, false],
    [{ kind: 'trait', where: { country: { $in: [] } } }, false],
    [{ kind: 'trait', where: { country: { $in: [''] } } }, true],
    [{ kind: 'trait', where: { age: 0, member: false } }, true],
    [{ kind: 'trait', where: { $or: [{ country: '' }] } }, true],
  ] as const satisfies readonly (readonly [Leaf, boolean])[])('is %j: %s', (leaf, complete) => {
    expect(isComplete(leaf)).toBe(complete);
  });

  it('are left out of the live size', () => {
    const newId = createNodeIds();
    const root = treeOf(
      { all: [newLeaf('recency'), { any: [newLeaf('event')] }, { not: { any: [] } }, newLeaf('segment')] },
      newId,
    );
    expect(unfinished(root)).toBe(3);
    expect(conditionOf(completePart(root))).toEqual({ all: [newLeaf('recency')] });
  });

  it('count as they were when they were last whole', () => {
    const before: Leaf = { kind: 'trait', where: { country: 'DE' } };
    const root = treeOf({ all: [newLeaf('recency'), { not: newLeaf('trait') }] }, createNodeIds());
    const [, changed] = leavesOf(root);
    const whole = completePart(root, (id) => (id === changed?.id ? before : undefined));
    expect(conditionOf(whole)).toEqual({ all: [newLeaf('recency'), { not: before }] });
  });
});
