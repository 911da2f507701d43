import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDecimal, plus, times, toNumber, ZERO } from './decimal';

const number = (text: string, decimal: '.' | ',' = '.') => {
  const parsed = parseDecimal(text, decimal);
  return parsed && toNumber(parsed);
};

describe('decimal numbers', () => {
  it.each([
    ['2.55', 2.55],
    ['-1,234.50', -1234.5],
    ['1 234 567', 1_234_567],
    ['.5', 0.5],
    ['17850.0', 17_850],
    ['1e-3', 0.001],
    ['1.5e3', 1_500],
    ['-0', 0],
  ])('reads %s', (text, wanted) => {
    expect(Object.is(number(text), wanted)).toBe(true);
  });

  it.each([
    ['1.234,50', 1234.5],
    ['1234,5', 1234.5],
    ['1.234', 1234],
  ])('reads %s with a decimal comma', (text, wanted) => {
    expect(number(text, ',')).toBe(wanted);
  });

  it.each(['', '1,5', '12,34.5', '1.2.3', 'ten', '0x10', 'NaN', '1e999', '9'.repeat(70)])(
    'refuses %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('refuses a point where the comma is the sign, and a number that would lose digits', () => {
    expect(parseDecimal('1.5', ',')).toBeUndefined();
    expect(number('12345678901234567890')).toBeUndefined();
  });

  it('adds cents without an error, however many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 99_999 }))),
        (lines) => {
          const sum = lines.reduce((total, [quantity, price]) => {
            const [many, each] = [parseDecimal(String(quantity))!, parseDecimal((price / 100).toFixed(2))!];
            return plus(total, times(many, each));
          }, ZERO);
          const inCents = lines.reduce((total, [quantity, price]) => total + quantity * price, 0);
          expect(toNumber(sum)).toBe(inCents / 100 || 0);
        },
      ),
    );
  });
});
