import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { likenessOf, overlapOf, sharedOf, sizeOf } from './overlap';

const bitmapOf = (members: ReadonlySet<number>, words: number): Uint32Array => {
  const bitmap = new Uint32Array(words);
  for (const member of members) bitmap[member >>> 5]! |= 1 << (member & 31);
  return bitmap;
};

const people = (words: number) =>
  fc.array(fc.integer({ min: 0, max: words * 32 - 1 })).map((ids) => new Set(ids));

describe('overlap', () => {
  it('counts what sets count, whatever their lengths', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }).chain((a) => fc.tuple(fc.constant(a), people(a))),
        fc.integer({ min: 1, max: 40 }).chain((b) => fc.tuple(fc.constant(b), people(b))),
        ([wordsA, a], [wordsB, b]) => {
          const shared = [...a].filter((id) => b.has(id)).length;
          const bits = [bitmapOf(a, wordsA), bitmapOf(b, wordsB)] as const;
          expect(sizeOf(bits[0])).toBe(a.size);
          expect(sharedOf(...bits)).toBe(shared);
          expect(overlapOf(bits)).toEqual([
            [a.size, shared],
            [shared, b.size],
          ]);
        },
      ),
    );
  });

  it('counts words that are full', () => {
    const full = new Uint32Array(33).fill(0xffff_ffff);
    expect(sizeOf(full)).toBe(33 * 32);
    expect(sharedOf(full, full)).toBe(33 * 32);
  });

  it('says how alike two are', () => {
    expect(likenessOf(80, 100, 80)).toBe(0.8);
    expect(likenessOf(0, 0, 0)).toBe(0);
    expect(likenessOf(5, 5, 5)).toBe(1);
  });
});
