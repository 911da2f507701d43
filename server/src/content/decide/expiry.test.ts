import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { expiryOf } from './expiry';

const MINUTE = 60_000;
const NOON = Date.UTC(2027, 0, 31, 12);
const none = { nextDate: null, until: null };

describe('until when choices hold', () => {
  it('is one moment for all that are made within five minutes', () => {
    expect(expiryOf(NOON, none)).toBe(NOON + 10 * MINUTE);
    expect(expiryOf(NOON + 5 * MINUTE - 1, none)).toBe(NOON + 10 * MINUTE);
    expect(expiryOf(NOON + 5 * MINUTE, none)).toBe(NOON + 15 * MINUTE);
  });

  it('is the second of the next date of the page', () => {
    expect(expiryOf(NOON, { nextDate: NOON + 61_500, until: null })).toBe(NOON + 61_000);
  });

  it("is the minute of the visitor's own change, or its second where no minute is left", () => {
    expect(expiryOf(NOON, { nextDate: null, until: NOON + 3.5 * MINUTE })).toBe(NOON + 3 * MINUTE);
    expect(expiryOf(NOON, { nextDate: null, until: NOON + 4_300 })).toBe(NOON + 4_000);
    expect(expiryOf(NOON, { nextDate: null, until: NOON + 300 })).toBeUndefined();
  });

  it('lies in the future, within ten minutes, at a whole second and past neither limit', () => {
    const limit = fc.option(fc.integer({ min: NOON - MINUTE, max: NOON + 30 * MINUTE }));
    fc.assert(
      fc.property(
        fc.integer({ min: NOON, max: NOON + 20 * MINUTE }),
        limit,
        limit,
        (now, nextDate, until) => {
          const at = expiryOf(now, { nextDate, until });
          if (at === undefined) {
            expect(Math.min(nextDate ?? Infinity, until ?? Infinity)).toBeLessThan(now + 1_000);
            return;
          }
          expect(at).toBeGreaterThan(now);
          expect(at).toBeLessThanOrEqual(
            Math.min(now + 10 * MINUTE, nextDate ?? Infinity, until ?? Infinity),
          );
          expect(at % 1_000).toBe(0);
        },
      ),
    );
  });
});
