import { evalCondition } from '@growthbook/growthbook';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { matches, type Groups, type JsonObject } from '../../plugin/src';
import { FILTER_TABLE } from './filter-table';

/** GrowthBook's own SDK complains aloud about operators it does not know. */
beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue(undefined));
afterAll(() => void vi.restoreAllMocks());

describe('filters', () => {
  it.each(FILTER_TABLE)('%s', (_what, filter, attributes, holds, groups) => {
    expect(matches(filter as JsonObject, attributes as JsonObject, groups as Groups)).toBe(holds);
  });

  it.each(FILTER_TABLE)("as GrowthBook's own SDK: %s", (_what, filter, attributes, holds, groups) => {
    expect(evalCondition(attributes as JsonObject, filter as never, groups as never)).toBe(holds);
  });
});

const value = fc.oneof(
  fc.constantFrom('', 'a', 'A', '1', '5', '1.2.3', '1.2.3-rc.1', 'null'),
  fc.integer({ min: -2, max: 6 }),
  fc.boolean(),
  fc.constant(null),
);
const values = fc.array(value, { maxLength: 3 });
const anything = fc.oneof(
  value,
  values,
  fc.dictionary(fc.constantFrom('x', 'y'), value, { maxKeys: 2, noNullPrototype: true }),
);

const comparison = fc.constantFrom(
  '$eq',
  '$ne',
  '$lt',
  '$lte',
  '$gt',
  '$gte',
  '$veq',
  '$vne',
  '$vgt',
  '$vgte',
  '$vlt',
  '$vlte',
);
const listing = fc.constantFrom('$in', '$nin', '$ini', '$nini', '$all', '$alli');

const { filter } = fc.letrec<{ operators: JsonObject; expected: unknown; filter: JsonObject }>((tie) => ({
  operators: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(comparison, value).map(([name, one]) => ({ [name]: one })),
    fc.tuple(listing, values).map(([name, list]) => ({ [name]: list })),
    fc.boolean().map((flag) => ({ $exists: flag })),
    fc
      .constantFrom('string', 'number', 'boolean', 'array', 'object', 'null')
      .map((type) => ({ $type: type })),
    fc.constantFrom('^a', '1', 'A|b', '(').map((pattern) => ({ $regex: pattern })),
    fc.constantFrom('staff', 'none').map((group) => ({ $inGroup: group })),
    fc.constantFrom('staff', 'none').map((group) => ({ $notInGroup: group })),
    tie('expected').map((inner) => ({ $not: inner }) as JsonObject),
    fc
      .oneof(fc.integer({ min: 0, max: 3 }), tie('operators'))
      .map((inner) => ({ $size: inner }) as JsonObject),
    fc.oneof(tie('operators'), tie('filter')).map((inner) => ({ $elemMatch: inner })),
  ),
  expected: fc.oneof(anything, tie('operators')),
  filter: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'filter' },
    fc.dictionary(fc.constantFrom('a', 'b', 'a.x', 'b.1', 'c'), tie('expected'), {
      maxKeys: 3,
      noNullPrototype: true,
    }) as fc.Arbitrary<JsonObject>,
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('filter'), { maxLength: 3 }))
      .map(([name, list]) => ({ [name]: list })),
    tie('filter').map((inner) => ({ $not: inner })),
  ),
}));

const attributes = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(
    anything,
    fc.array(fc.dictionary(fc.constantFrom('a', 'x', 'b'), value, { maxKeys: 2, noNullPrototype: true }), {
      maxLength: 2,
    }),
  ),
  { maxKeys: 3, noNullPrototype: true },
);

describe('filters beside GrowthBook', () => {
  it('mean the same for any filter and any attributes', () => {
    const groups = { staff: ['a', 1, null] };
    fc.assert(
      fc.property(filter, attributes, (asked, given) => {
        expect(matches(asked, given, groups)).toBe(evalCondition(given, asked as never, groups as never));
      }),
      { numRuns: 5_000 },
    );
  });
});
