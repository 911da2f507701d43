import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { bucketRanges, chooseVariation, hash, inNamespace } from '.';

interface Sdk {
  hash(seed: string, value: string, version: number): number | null;
  getBucketRanges(variations: number, coverage?: number, weights?: readonly number[]): [number, number][];
  chooseVariation(n: number, ranges: readonly (readonly [number, number])[]): number;
  inNamespace(value: string, namespace: readonly [string, number, number]): boolean;
}

/** The functions lie beside the SDK's entry, which does not export them by name. */
const require = createRequire(import.meta.url);
const sdk = require(join(dirname(require.resolve('@growthbook/growthbook')), 'util.js')) as Sdk;

/** It complains aloud about weights that do not make 1. */
beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue(undefined));
afterAll(() => void vi.restoreAllMocks());

const text = fc.string({ unit: 'binary', maxLength: 30 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const weights = fc.array(share, { minLength: 1, maxLength: 6 });

describe("bucketing as GrowthBook's SDK does it", () => {
  it('hashes any text alike, in both versions and none other', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(1, 2, 3), (seed, value, version) => {
        expect(hash(seed, value, version)).toBe(sdk.hash(seed, value, version));
      }),
      { numRuns: 5_000 },
    );
  });

  it('cuts the same ranges and chooses the same variation', () => {
    const coverage = fc.oneof(share, fc.constantFrom(-1, 0, 1, 2));
    const given = fc.option(
      fc.oneof(
        weights,
        weights.map((list) => list.map((one) => one / (list.reduce((sum, w) => sum + w, 0) || 1))),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), coverage, given, share, (variations, covered, list, n) => {
        const ranges = bucketRanges(variations, covered, list);
        expect(ranges).toEqual(sdk.getBucketRanges(variations, covered, list));
        expect(chooseVariation(n, ranges)).toBe(sdk.chooseVariation(n, ranges));
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps namespaces apart alike', () => {
    fc.assert(
      fc.property(text, text, share, share, (value, id, from, to) => {
        expect(inNamespace(value, [id, from, to])).toBe(sdk.inNamespace(value, [id, from, to]));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives the published answers', () => {
    expect(hash('', 'a', 1)).toBe(0.22);
    expect(hash('seed', 'a', 2)).toBe(0.0505);
    expect(bucketRanges(2, 0.5, [0.4, 0.6])).toEqual([
      [0, 0.2],
      [0.4, 0.7],
    ]);
  });
});
