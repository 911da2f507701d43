import fc from 'fast-check';
import { expect, it } from 'vitest';

import { matches } from './filter';
import { LONGEST_MATCHED, mayTakeForEver } from './pattern';

/** Few letters, so that texts match a long way before they fail. */
const letter = fc.constantFrom('a', 'b', '.', '\\w', '[ab]', '[^b]', '\\b', 'é');
const repeat = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', '', '') },
  fc.constantFrom('*', '+', '?', '*?', '+?', '??'),
  fc.tuple(fc.nat(3), fc.nat(40)).map(([least, more]) => `{${least},${least + more}}`),
  fc.constantFrom('{2}', '{30}', '{2,}'),
);
const open = fc.constantFrom('(', '(?:', '(?=', '(?!', '(?<n>');

const pattern = fc.letrec<{ choice: string; branch: string; part: string }>((tie) => ({
  choice: fc
    .array(tie('branch'), { minLength: 1, maxLength: 3, depthIdentifier: 'p' })
    .map((all) => all.join('|')),
  branch: fc
    .array(tie('part'), { minLength: 1, maxLength: 5, depthIdentifier: 'p' })
    .map((all) => all.join('')),
  part: fc
    .tuple(
      fc.oneof(
        { maxDepth: 3, depthIdentifier: 'p' },
        { weight: 4, arbitrary: letter },
        fc.tuple(open, tie('choice')).map(([begin, inside]) => `${begin}${inside})`),
      ),
      repeat,
    )
    .map(([one, times]) => `${one}${times}`),
}));

const whole = fc
  .tuple(fc.constantFrom('', '', '^'), pattern.choice, fc.constantFrom('', '!', '$', 'b!', '(a|b)!'))
  .map((parts) => parts.join(''));

/** Of any 1,000 characters, those that keep a search going: the same over and over, and the one that ends it nowhere. */
const text = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'b', 'ab', 'aab', 'abb', 'a b', 'é'), fc.constantFrom('', 'b', '\u1234'))
    .map(([one, end]) => one.repeat(LONGEST_MATCHED).slice(0, LONGEST_MATCHED - end.length) + end),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: LONGEST_MATCHED, maxLength: LONGEST_MATCHED }),
);

const isPattern = (one: string): boolean => {
  try {
    new RegExp(one);
    return true;
  } catch {
    return false;
  }
};

const tookMs = (one: RegExp, tried: string): number => {
  const before = process.cpuUsage();
  one.test(tried);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

it('no pattern that is taken takes long on any text', () => {
  fc.assert(
    fc.property(whole, text, fc.constantFrom('', 'i'), (source, tried, flags) => {
      fc.pre(isPattern(source) && !mayTakeForEver(source));
      const one = new RegExp(source, flags);
      // The quickest of three: what else the machine does is no part of it.
      expect(Math.min(...[1, 2, 3].map(() => tookMs(one, tried)))).toBeLessThan(50);
    }),
    { numRuns: 1_000 },
  );
});

it('a longer text matches no pattern', () => {
  const holds = (length: number): boolean => matches({ a: { $regex: 'x$' } }, { a: 'x'.repeat(length) });
  expect([holds(LONGEST_MATCHED), holds(LONGEST_MATCHED + 1)]).toEqual([true, false]);
});
