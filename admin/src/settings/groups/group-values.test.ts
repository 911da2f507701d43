import fc from 'fast-check';
import { expect, it } from 'vitest';

import { kindOf, readValues, writeValues } from './group-values';

it.each([
  ['acme\nglobex\n\n acme ', ['acme', 'globex']],
  ['acme, globex;initech\tumbrella\r\nhooli', ['acme', 'globex', 'initech', 'umbrella', 'hooli']],
  ['"Berlin, Mitte"\n"say ""hi""", x', ['Berlin, Mitte', 'say "hi"', 'x']],
  ['7\n07', ['7', '07']],
  ['', []],
  ['"open', ['"open']],
])('reads %j a line each or as CSV', (text, values) => {
  expect(readValues(text, 'text')).toEqual({ values, wrong: [] });
});

it('reads numbers, and says what is none', () => {
  expect(readValues('7, 8.5\n-1\nnine\n7', 'number')).toEqual({ values: [7, 8.5, -1], wrong: ['nine'] });
  expect([kindOf([7]), kindOf([7, '8']), kindOf([])]).toEqual(['number', 'text', 'text']);
});

it('leaves what was a number in a mixed group a number', () => {
  expect(readValues('7\n8\nx', 'text', [7, 'x']).values).toEqual([7, '8', 'x']);
  expect(readValues('7', 'text', [7, 8]).values).toEqual(['7']);
});

it('reads whatever it has written', () => {
  const value = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\r'));
  fc.assert(
    fc.property(fc.uniqueArray(value), (values) => {
      expect(readValues(writeValues(values), 'text').values).toEqual(values);
    }),
  );
});
