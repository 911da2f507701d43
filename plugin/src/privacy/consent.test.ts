import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  allows,
  effectiveConsent,
  newestConsent,
  signalsOf,
  STRICT_POLICY,
  type ConsentPolicy,
} from './consent';
import { PURPOSES, type Consent } from './purpose';

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
