import fc from 'fast-check';
import { expect, it } from 'vitest';

import { condition } from '../../../../tests/support/condition-arbitraries';
import type { Json, JsonObject } from '../../json';
import type { Filter } from '../condition';
import { compile } from '../conditions';
import { noFacts } from '../facts';
import { createConditionSchema } from '../schema';
import { builtInDefinitions } from '../kinds/definition';
import { matches } from './filter';
import { OPERATORS } from './operators';

/** Names that JavaScript itself asks objects for, or that every object has. */
const name = fc.constantFrom('toString', 'valueOf', 'toJSON', '__proto__', 'constructor', 'length', 'a', 'b');
const leaf = fc.constantFrom<Json>('', 'a', '1', 0, 1, -1, null, true, false);
const hostile = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const key = fc.oneof(name, fc.constantFrom('a.b', 'a.toString', 'b.0', '$and', '$or', '$nor', '$not'));
const operator = fc.constantFrom(...Object.keys(OPERATORS), '$none');
const filter = fc.letrec<{ filter: Filter; test: Json }>((tie) => ({
  filter: fc.dictionary(
    key,
    fc.oneof(tie('test'), fc.array(tie('filter'), { maxLength: 2 }), tie('filter')),
    {
      maxKeys: 3,
      noNullPrototype: true,
    },
  ) as fc.Arbitrary<Filter>,
  test: fc.oneof(
    { maxDepth: 3 },
    hostile,
    fc.dictionary(operator, fc.oneof(hostile, tie('test'), tie('filter')), {
      maxKeys: 2,
    }) as fc.Arbitrary<Json>,
  ),
})).filter;

it('no filter throws on any values, and none of them keeps it from being looked at', () => {
  const schema = createConditionSchema(builtInDefinitions);
  fc.assert(
    fc.property(filter, hostile, (where, attributes) => {
      expect(typeof matches(where, attributes, { a: [1], '[object Object]': ['a'] })).toBe('boolean');
      expect(typeof schema.safeParse({ kind: 'trait', where }).success).toBe('boolean');
    }),
    { numRuns: 3_000 },
  );
});

it.each([
  [{ a: 'x' }, false],
  [{ a: 1 }, false],
  [{ a: { $lt: 1 } }, false],
  [{ a: { $gte: 1 } }, false],
  [{ a: { $regex: 'object' } }, true],
  [{ a: { $exists: true } }, true],
  [{ a: { $ne: 'x' } }, true],
])('what hides its text is no text: %j', (where, value) => {
  expect(matches(where as Filter, { a: { toString: '', valueOf: '' } })).toBe(value);
});

it('no condition throws on any traits and events', () => {
  fc.assert(
    fc.property(
      condition,
      fc.array(hostile, { minLength: 3, maxLength: 3 }),
      (one, [traits, first, second]) => {
        const judge = compile(one);
        const facts = {
          ...noFacts({ device: first ?? null } as JsonObject),
          traits: { country: traits, spent: traits, a: traits } as JsonObject,
          events: Object.fromEntries(
            ['A', 'B', 'C'].map((event) => [
              event,
              [first, second].map((properties, at) => ({
                name: event,
                at,
                properties: { total: properties, color: properties, product_id: properties } as JsonObject,
              })),
            ]),
          ),
        };
        expect(typeof judge.test(facts, 1_000)).toBe('boolean');
        expect(typeof judge(facts, 1_000).value).toBe('boolean');
      },
    ),
    { numRuns: 1_000 },
  );
});
