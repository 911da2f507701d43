import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arrange } from './arrange';
import type { Audience } from './audience';
import { faultsOf } from './faults';

const NOW = Date.parse('2027-03-01T12:00:00Z');
const iso = (offset: number) => new Date(NOW + offset).toISOString();
const KNOWN = ['vip', 'new', 'press'];
const isKnown = (key: string) => KNOWN.includes(key);
const horizon = { now: NOW, isKnown };

const audienceArb = fc.record(
  {
    key: fc.constant('k'),
    show: fc.constantFrom('everyone', 'only', 'only', 'except'),
    segments: fc.subarray([...KNOWN, 'gone']),
    from: fc.integer({ min: -4, max: 8 }).map(iso),
    until: fc.integer({ min: -4, max: 8 }).map(iso),
    slot: fc.constantFrom('top', 'top', 'top', 'side'),
  },
  { requiredKeys: ['key', 'show', 'segments'] },
) as fc.Arbitrary<Audience>;

/** Every standing that a visitor can have. */
const judged = Array.from(
  { length: 2 ** KNOWN.length },
  (_, bits) => new Map(KNOWN.map((key, at) => [key, Boolean(bits & (1 << at))])),
);
/** And the visitor who could not be judged. */
const standings = [undefined, ...judged];
const moments = Array.from({ length: 12 }, (_, offset) => NOW + offset);

describe('what is wrong in a list', () => {
  it('is that no visitor at no moment sees a block, which trying all of them shows too', () => {
    fc.assert(
      fc.property(fc.array(audienceArb, { maxLength: 5 }), (audiences) => {
        const seen = new Set<number>();
        for (const now of moments) {
          for (const standing of standings) {
            for (const index of arrange(audiences, { standing, now }).order) seen.add(index);
          }
        }
        const { blocks } = faultsOf(audiences, horizon);
        for (const [index, faults] of blocks.entries()) {
          const { show, segments } = audiences[index]!;
          const hides = (key: string) => !isKnown(key);
          expect(faults.some(({ because }) => because === 'nobody-left-out')).toBe(
            show === 'except' && segments.length === 0,
          );
          const hidden = faults.some(({ because }) => {
            if (because === 'nobody-left-out') return false;
            return because !== 'gone' || (show === 'only' ? segments.every(hides) : true);
          });
          expect({ index, hidden }).toEqual({ index, hidden: !seen.has(index) });
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('is that a slot shows nothing to somebody at some moment', () => {
    fc.assert(
      fc.property(fc.array(audienceArb, { maxLength: 4 }), (given) => {
        const audiences = given.map((audience) => ({ ...audience, slot: 'top' }));
        const empty = moments.some((now) =>
          judged.some((standing) => arrange(audiences, { standing, now }).order.length === 0),
        );
        const { slots } = faultsOf(audiences, horizon);
        expect(slots.length > 0).toBe(empty && audiences.length > 0);
        if (slots[0]) {
          const now = slots[0].since;
          expect(judged.map((standing) => arrange(audiences, { standing, now }).order)).toContainEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is no slot whose variants split everyone', () => {
    const pair = [{ show: 'only' }, { show: 'except' }] as const;
    const slotsOf = (segments: readonly (readonly string[])[]) =>
      faultsOf(
        pair.map(
          ({ show }, index) => ({ key: 'k', show, segments: segments[index]!, slot: 'top' }) as Audience,
        ),
        horizon,
      ).slots;
    expect(slotsOf([['vip'], ['vip']])).toEqual([]);
    expect(slotsOf([['vip', 'new'], ['vip']])).toEqual([]);
    expect(slotsOf([['vip'], ['vip', 'new']])).toHaveLength(1);
    // "Everyone but" one that is gone hides from all.
    expect(slotsOf([['gone'], ['gone']])).toHaveLength(1);
  });

  it.each([
    [
      'one for everyone before it',
      [{ show: 'everyone' }, { show: 'only', segments: ['vip'] }],
      'after-everyone',
    ],
    [
      'its segment named before',
      [
        { show: 'only', segments: ['vip', 'new'] },
        { show: 'only', segments: ['vip'] },
      ],
      'named-earlier',
    ],
    [
      'two that split everyone',
      [
        { show: 'only', segments: ['vip'] },
        { show: 'except', segments: ['vip'] },
        { show: 'only', segments: ['new'] },
      ],
      'named-earlier',
    ],
    ['nobody chosen', [{ show: 'only' }], 'nobody-chosen'],
    ['nobody left out', [{ show: 'except' }], 'nobody-left-out'],
    ['its time being over', [{ show: 'everyone', until: iso(-1) }], 'over'],
  ])('says so of %s', (_what, given, because) => {
    const audiences = given.map((one) => ({ key: 'k', segments: [], slot: 'top', ...one }) as Audience);
    expect(faultsOf(audiences, horizon).blocks.at(-1)).toMatchObject([{ because }]);
  });

  it.each([
    [
      'the earlier one ends first',
      [
        { show: 'everyone', until: iso(5) },
        { show: 'only', segments: ['vip'] },
      ],
    ],
    [
      'a fallback behind two that split everyone',
      [{ show: 'only', segments: ['vip'] }, { show: 'except', segments: ['vip'] }, { show: 'everyone' }],
    ],
    [
      'the earlier one names a segment that is gone',
      [
        { show: 'except', segments: ['gone'] },
        { show: 'only', segments: ['vip'] },
      ],
    ],
  ])('says nothing where %s', (_what, given) => {
    const audiences = given.map((one) => ({ key: 'k', segments: [], slot: 'top', ...one }) as Audience);
    expect(faultsOf(audiences, horizon).blocks.at(-1)).toEqual([]);
  });

  it('names the segments that no longer exist, and what cannot be read', () => {
    const audience: Audience = { key: 'k', show: 'except', segments: ['vip', 'gone'] };
    expect(faultsOf([audience, undefined, null], horizon).blocks).toEqual([
      [{ because: 'gone', segments: ['gone'] }],
      [{ because: 'cannot-be-read' }],
      [],
    ]);
  });
});
