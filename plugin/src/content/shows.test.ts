import { describe, expect, it } from 'vitest';

import { readAudience } from './audience';
import { isTargeted, shows } from './shows';

const vip = new Map([['vip', true]]);
const nobody = new Map([['vip', false]]);
const broken = new Map<string, boolean>();

describe('shows', () => {
  it.each([
    [null, vip, true],
    [null, undefined, true],
    [{ key: 'a', show: 'everyone', segments: ['vip'] }, undefined, true],
    [{ key: 'a', show: 'only', segments: ['vip'] }, vip, true],
    [{ key: 'a', show: 'only', segments: ['vip'] }, nobody, false],
    [{ key: 'a', show: 'only', segments: ['vip'] }, undefined, false],
    [{ key: 'a', show: 'only', segments: [] }, vip, false],
    [{ key: 'a', show: 'except', segments: ['vip'] }, vip, false],
    [{ key: 'a', show: 'except', segments: ['vip'] }, nobody, true],
    [{ key: 'a', show: 'except', segments: ['vip'] }, undefined, false],
    [{ key: 'a', show: 'except', segments: [] }, nobody, true],
    [{ key: 'a', show: 'except', segments: ['vip'] }, broken, false],
    [{ key: 'a', show: 'only', segments: ['vip'] }, broken, false],
    [{ key: 'a', show: 'only', segments: ['gone', 'vip'] }, vip, true],
    [{ key: 'a', show: 'except', segments: ['gone', 'vip'] }, nobody, false],
    [undefined, vip, false],
    [undefined, nobody, false],
  ] as const)('%j to somebody in %j: %s', (audience, segments, shown) => {
    expect(shows(audience, { standing: segments, now: 0 }).shown).toBe(shown);
  });

  it('names the segment that decided', () => {
    expect(
      shows({ key: '', show: 'only', segments: ['a', 'vip'] }, { standing: vip, now: 0 }).reason,
    ).toEqual({
      because: 'in',
      segment: 'vip',
    });
  });
});

describe('readAudience', () => {
  it.each([[null], [undefined], ['']])('takes %j for everyone', (value) => {
    expect(readAudience(value)).toBeNull();
  });

  it.each([
    ['{"show":"only","segments":["vip"]}', { key: '', show: 'only', segments: ['vip'] }],
    [{ show: 'everyone' }, { key: '', show: 'everyone', segments: [] }],
  ])('reads %j', (value, audience) => {
    expect(readAudience(value)).toEqual(audience);
  });

  it.each([
    ['null?'],
    ['"everyone"'],
    [7],
    [[]],
    [{}],
    [{ show: 'all' }],
    [{ show: 'everyone', segments: 'vip' }],
    [{ show: 'only', segments: [1] }],
    [{ show: 'everyone', from: 'tomorrow' }],
    [{ show: 'everyone', until: '2027-01-31' }],
    [{ show: 'everyone', until: '2027-13-31T00:00:00Z' }],
    [{ show: 'everyone', slot: 7 }],
    [{ show: 'only', segments: Array.from({ length: 101 }, (_, index) => `s${index}`) }],
  ])('cannot judge %j', (value) => {
    const audience = readAudience(value);
    expect(audience).toBeUndefined();
    expect(isTargeted(audience)).toBe(true);
  });
});
