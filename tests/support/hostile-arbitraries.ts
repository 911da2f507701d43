import fc from 'fast-check';

import { noFacts, type Condition, type Facts, type JsonObject } from '../../plugin/src';
import { NOW } from './condition-arbitraries';

/** Words that would be something else if they ever stood in code. */
const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'length',
  'a"b',
  "a'b",
  'a`${b}',
  '\\',
  '\n',
  '\u2028',
  '\ud800',
  '*/',
  '"]; throw 1; //',
  '',
  ' ',
  '0',
  'é',
);
const word = fc.oneof(nasty, fc.constantFrom('a', 'b', 'country', 'plan'));
const path = fc.oneof(
  word,
  fc.tuple(word, word).map((parts) => parts.join('.')),
);
const scalar = fc.oneof(
  word,
  fc.constantFrom<never>(...([0, -0, -5, 1e21, 0.1, null, true, false, '5', '1e3'] as never[])),
);
/** What JavaScript cannot make a text or a number of. */
const stubborn = fc.constantFrom<JsonObject>({ toString: '', valueOf: '' }, { toString: 5, valueOf: 1 });
const given = fc.oneof(scalar, stubborn, fc.array(scalar, { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }));
const operator = fc.constantFrom(
  ...['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$nin', '$exists', '$not', '$size', '$type', '$odd'],
);
const wanted = fc.oneof(
  given,
  fc.dictionary(operator, fc.oneof(given, fc.array(word, { minLength: 1, maxLength: 10 })), {
    minKeys: 1,
    maxKeys: 3,
  }),
);
const filter = fc.oneof(
  fc.dictionary(path, wanted, { maxKeys: 3 }),
  fc
    .tuple(
      fc.constantFrom('$and', '$or', '$nor'),
      fc.array(fc.dictionary(path, wanted, { maxKeys: 2 }), { maxLength: 2 }),
    )
    .map(([name, list]) => ({ [name]: list })),
);
/** Leaves that ask for such words, in all the ways that are written as code. */
export const hostileLeaf: fc.Arbitrary<Condition> = fc.oneof(
  filter.map((where) => ({ kind: 'trait', where }) as unknown as Condition),
  fc
    .tuple(word, fc.integer({ min: -1, max: 3 }), fc.constantFrom('7d', 'today', 'never', undefined))
    .map(([name, least, within]) => ({ kind: 'event', name, count: { $gte: least }, within }) as Condition),
);
const attributes = fc.dictionary(word, fc.oneof(given, fc.dictionary(word, given, { maxKeys: 3 })), {
  maxKeys: 4,
});
const events = fc
  .dictionary(word, fc.array(fc.integer({ min: NOW - 10 * 86_400_000, max: NOW + 1_000 }), { maxLength: 5 }))
  .map((lists) =>
    Object.fromEntries(
      Object.entries(lists).map(([name, moments]) => [
        name,
        moments.sort((a, b) => a - b).map((at) => ({ name, at, properties: {} })),
      ]),
    ),
  );

/** Facts as JSON brings them, a key "__proto__" included. */
export const hostileFacts: fc.Arbitrary<Facts> = fc.record({ traits: attributes, events }).map((facts) => ({
  ...noFacts(),
  ...(JSON.parse(JSON.stringify(facts)) as Pick<Facts, 'traits' | 'events'>),
}));
