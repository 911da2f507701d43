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
    '.*.*!',
    '\\w*\\w*\\w*\\w*!',
    `${'a?'.repeat(27)}${'a'.repeat(27)}`,
    '(?:a?){18}b',
    '(?:a|b){9,}',
    'a{0,200}b{0,200}c{0,200}',
    '^.*.*.*!',
    '^(.*)\\1$',
    '(?<=b{30}\\w+)a',
    '(?<!a)b',
    '(?<n>a)\\k<n>',
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
    '^\\(a+\\)+',
    '^/(products|sale)/[^/]+/?$',
    '/products/[^/]+/reviews$',
    '@.+\\.com$',
    '^\\w+@\\w+\\.de$',
    '[a-z]{2,10}-\\d{4}',
    '^(www\\.)?shop\\.(de|at|ch)(/|$)',
    '(?=.*sale)spring',
    '(?<year>\\d{4})-\\d{2}',
    '\\\\1',
    '^[\\1]$',
  ])('takes %s', (pattern) => {
    expect(mayTakeForEver(pattern)).toBe(false);
  });
});
