import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  allows,
  effectiveConsent,
  heardFrom,
  newestConsent,
  signalsOf,
  STRICT_POLICY,
  type ConsentPolicy,
} from './consent';
import { PURPOSES, type Consent, type ConsentDecision } from './purpose';

const GPC = { gpc: true, dnt: false };
const DNT = { gpc: false, dnt: true };
const said = (granted: boolean) => ({ granted, at: 1, source: 'banner' });
const relaxed: ConsentPolicy = {
  unasked: { analytics: 'granted', personalisation: 'granted' },
  honorGpc: true,
};

describe('what consent means', () => {
  it('assumes nothing of people who were not asked', () => {
    expect(Object.values(effectiveConsent({}))).toEqual([false, false, false, false]);
  });

  it('assumes what the site may, and never marketing or advertising', () => {
    expect(effectiveConsent({}, undefined, relaxed)).toEqual({
      analytics: true,
      personalisation: true,
      marketing: false,
      advertising: false,
    });
  });

  it.each([
    ['GPC', GPC],
    ['DNT', DNT],
  ])('obeys %s until the person says yes', (_name, signals) => {
    expect(effectiveConsent({}, signals, relaxed)).toMatchObject({ analytics: true, personalisation: false });
    const yes: Consent = { personalisation: said(true), advertising: said(true) };
    expect(effectiveConsent(yes, signals, relaxed)).toMatchObject({
      personalisation: true,
      advertising: true,
    });
    expect(allows({}, 'personalisation', { ...relaxed, honorGpc: false }, signals)).toBe(true);
  });

  it('lets a recorded no outrank everything', () => {
    const no: Consent = Object.fromEntries(PURPOSES.map((purpose) => [purpose, said(false)]));
    for (const policy of [relaxed, STRICT_POLICY]) {
      expect(Object.values(effectiveConsent(no, undefined, policy))).toEqual([false, false, false, false]);
    }
  });

  it('reads only the value 1 as a signal', () => {
    const headers: Record<string, string> = { 'sec-gpc': '1', dnt: 'true' };
    expect(signalsOf((name) => headers[name])).toEqual({ gpc: true, dnt: false });
  });
});

describe('what is heard from a device', () => {
  const no: ConsentDecision = { granted: false, at: 1, source: 'account' };
  const yes: ConsentDecision = { ...no, granted: true };
  const hear = (standing: ConsentDecision | undefined, granted: boolean, device?: string, isPerson = true) =>
    heardFrom(
      standing ? { marketing: standing } : {},
      { marketing: granted },
      { at: 2, source: 'banner', ...(device ? { device } : {}) },
      isPerson,
    ).marketing;

  it('is every no, and a yes where nothing was said', () => {
    expect(hear(yes, false, 'a')).toMatchObject({ granted: false, device: 'a', at: 2 });
    expect(hear(undefined, true, 'a')).toMatchObject({ granted: true, device: 'a' });
    expect(hear(undefined, false, 'a')).toMatchObject({ granted: false, device: 'a' });
  });

  it('is no yes against a refusal that is not its own, and no claim to that refusal', () => {
    expect(hear(no, true, 'a')).toBe(no);
    expect(hear({ ...no, device: 'b' }, true, 'a')).toMatchObject({ granted: false, device: 'b' });
    expect(hear(no, false, 'a')).toBe(no);
    expect(hear({ ...no, device: 'a' }, true, 'a')).toMatchObject({ granted: true });
  });

  it('is everything that is proven, and everything of a device nobody is known behind', () => {
    expect(hear({ ...no, device: 'b' }, true)).toEqual({ granted: true, at: 2, source: 'banner' });
    expect(hear(no, true, 'a', false)).toMatchObject({ granted: true, device: 'a' });
  });

  it('is nothing that is older than what stands', () => {
    expect(hear({ ...no, at: 3 }, true)).toMatchObject({ granted: false, at: 3 });
  });
});

describe('two records of one person', () => {
  const decision = fc.record({
    granted: fc.boolean(),
    at: fc.integer({ min: 0, max: 3 }),
    source: fc.constant('banner'),
  });
  const consent: fc.Arbitrary<Consent> = fc.record(
    { analytics: decision, personalisation: decision, marketing: decision, advertising: decision },
    { requiredKeys: [] },
  );

  it('join alike in any order and grouping', () => {
    fc.assert(
      fc.property(consent, consent, consent, (a, b, c) => {
        expect(newestConsent(a, b)).toEqual(newestConsent(b, a));
        expect(newestConsent(newestConsent(a, b), c)).toEqual(newestConsent(a, newestConsent(b, c)));
        expect(newestConsent(a, a)).toEqual(a);
      }),
    );
  });

  it('are a no where yes and no were said at one moment', () => {
    expect(newestConsent({ marketing: said(true) }, { marketing: said(false) })).toEqual({
      marketing: said(false),
    });
  });
});
