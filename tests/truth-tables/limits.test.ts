import { expect, it } from 'vitest';

import { limits as ofOne } from '../../bench/conditions.bench';
import { limits as ofFifty } from '../../bench/fifty.bench';
import { assertSame, everybody } from '../../bench/limits';

const cases = everybody();

it('hand-written code that ours is measured against says the same of everybody in the truth tables', () => {
  expect(cases.length).toBeGreaterThan(10_000);
  expect(() => assertSame(ofOne(), cases)).not.toThrow();
});

it('and so does the one fused function of fifty conditions', () => {
  expect(() => assertSame(ofFifty(), cases)).not.toThrow();
});

it('finds a limit that differs', () => {
  const [first] = ofOne();
  expect(() => assertSame([{ ...first!, limit: () => true }], cases)).toThrow('strictly deep-equal');
});
