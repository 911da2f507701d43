import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arrange } from './arrange';
import type { Audience } from './audience';
import { nextChange, shows, type Look } from './shows';

const NOW = Date.parse('2027-03-01T12:00:00Z');
const iso = (offset: number) => new Date(NOW + offset).toISOString();

const audienceArb: fc.Arbitrary<Audience | null | undefined> = fc.option(
  fc.record(
    {
      key: fc.constant('k'),
      show: fc.constantFrom('everyone', 'only', 'except'),
      segments: fc.subarray(['vip', 'new', 'gone']),
      from: fc.integer({ min: -3, max: 3 }).map(iso),
      until: fc.integer({ min: -3, max: 3 }).map(iso),
      slot: fc.constantFrom('top', 'side'),
    },
    { requiredKeys: ['key', 'show', 'segments'] },
  ) as fc.Arbitrary<Audience>,
  { nil: null },
);

const lookArb: fc.Arbitrary<Look> = fc.record({
  standing: fc.option(
    fc
      .subarray(['vip', 'new'])
      .map((inside) => new Map(['vip', 'new'].map((key) => [key, inside.includes(key)]))),
    { nil: undefined },
  ),
  now: fc.constant(NOW),
});

describe('arranging a list', () => {
  it('shows each block outside slots by itself, and of a slot the first that fits, at the first one’s place', () => {
    fc.assert(
      fc.property(fc.array(audienceArb, { maxLength: 8 }), lookArb, (audiences, look) => {
        const fits = audiences.map((audience) => shows(audience, look).shown);
        const expected = audiences.flatMap((audience, index) => {
          const slot = audience?.slot;
          if (slot === undefined) return fits[index] ? [index] : [];
          const variants = audiences.flatMap((one, at) => (one?.slot === slot ? [at] : []));
          if (variants[0] !== index) return [];
          return variants.filter((at) => fits[at]).slice(0, 1);
        });
        const { order, showings } = arrange(audiences, look);
        expect(order).toEqual(expected);
        expect(showings.map(({ shown }) => shown)).toEqual(
          audiences.map((_, index) => expected.includes(index)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays as it is until the next change', () => {
    fc.assert(
      fc.property(fc.array(audienceArb, { maxLength: 6 }), lookArb, (audiences, look) => {
        const next = nextChange(audiences, look.now) ?? look.now + 10;
        const before = arrange(audiences, { ...look, now: next - 1 }).order;
        expect(before).toEqual(arrange(audiences, look).order);
      }),
    );
  });
});
