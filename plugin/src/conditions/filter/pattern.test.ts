import { describe, expect, it } from 'vitest';

import { mayTakeForEver } from './pattern';

describe('mayTakeForEver', () => {
  it.each([
    '(a+)+',
    '((a+))+$',
    '((a+)b?)*',
    '(a|aa)+$',
    '(?:x|(?:y|z))*',
    '(.*,){20}',
    '(\\d{2,}){3,}',
    'a*a*a*a*a*b',
  ])('refuses %s', (pattern) => {
    expect(mayTakeForEver(pattern)).toBe(true);
  });

  it.each([
    '^A',
    '^https?://[^/]+/shop/.*$',
    '@(gmail|gmx)\\.com$',
    '(de|at)?-[a-z]{2}',
    '(ab)+',
    '[(a+)]+',
    '\\(a+\\)+',
    '^/(products|sale)/[^/]+/?$',
  ])('takes %s', (pattern) => {
    expect(mayTakeForEver(pattern)).toBe(false);
  });
});
