import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSecrets } from '../../strapi/secrets';
import { createDecisionTokens } from './tokens';

const tokens = createDecisionTokens(createSecrets('a master secret of some length'));
const version = '0123456789abcdef0123456789abcdef';
const place = { url: '/api/pages?populate=*', caller: 'public' };

const letters = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((codes) => String.fromCharCode(...codes));

describe('decision tokens', () => {
  it('give back what was chosen, and are the same for the same choices', () => {
    fc.assert(
      fc.property(letters, fc.integer({ min: 0, max: 4_000_000_000 }), (word, seconds) => {
        const choices = { word, version, expiresAt: seconds * 1_000 };
        const token = tokens.seal(choices, place)!;
        expect(tokens.open(token, place)).toEqual(choices);
        expect(tokens.seal(choices, place)).toBe(token);
      }),
    );
  });

  it('open for their own address and caller alone', () => {
    const token = tokens.seal({ word: '\u0001\0', version, expiresAt: 1_000 }, place)!;
    expect(tokens.open(token, { ...place, url: '/api/home' })).toBeUndefined();
    expect(tokens.open(token, { ...place, caller: 'token abc' })).toBeUndefined();
    const other = createDecisionTokens(createSecrets('another installation'));
    expect(other.open(token, place)).toBeUndefined();
  });

  it('are of one length for pages of a few blocks, whatever is shown of them', () => {
    const lengths = ['', '\u0001\0', '\u0001\u0002\u0003\0'].map(
      (word) => tokens.seal({ word, version, expiresAt: 1_000 }, place)!.length,
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it('are not made longer than a header may be', () => {
    const random = Array.from({ length: 4_000 }, (_, index) => String.fromCharCode((index * 7919) % 5_003));
    expect(tokens.seal({ word: random.join(''), version, expiresAt: 1_000 }, place)).toBeUndefined();
    expect(tokens.open('A'.repeat(100_000), place)).toBeUndefined();
  });
});
