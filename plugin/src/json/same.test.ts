import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { Json } from './json';
import { sameJson } from './same';

/** The same with all names the other way round, and one that has no value. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, turned(each)]);
  return Object.fromEntries([...entries.reverse(), ['nothing at all', undefined]]);
};

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

it('goes by what is said, not by the order of names', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(plain(value), turned(plain(value)) as Json)).toBe(true);
    }),
  );
});

it('finds what differs', () => {
  for (const [one, other] of [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: null }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    ['1', 1],
    [null, {}],
    [{ a: [{ b: 1 }] }, { a: [{ b: '1' }] }],
  ] as const) {
    expect([sameJson(one, other), sameJson(other, one)]).toEqual([false, false]);
  }
});
