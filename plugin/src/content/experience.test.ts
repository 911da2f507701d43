import { describe, expect, it } from 'vitest';

import { arrange } from './arrange';
import { chooseVariant, inOneSlot, readExperience } from './experience';
import { faultsOf } from './faults';
import { checkOverride, filesIn, isOverridable } from './overrides';

const variant = (key: string, audience: unknown, overrides: unknown = { title: key }) => ({
  key,
  name: key,
  audience,
  overrides,
});
const vip = { show: 'only', segments: ['vip'] };
const look = (isVip: boolean, now = 0) => ({ standing: new Map([['vip', isVip]]), now });

describe('an experience', () => {
  it('shows the first variant that fits', () => {
    const experience = readExperience({
      variants: [
        variant('gone', { show: 'everyone', until: '1969-01-01T00:00:00Z' }),
        variant('vip', vip),
        variant('others', { show: 'everyone', from: '1970-01-02T00:00:00Z' }),
      ],
    });
    expect(chooseVariant(experience, look(true))?.key).toBe('vip');
    expect(chooseVariant(experience, look(false))).toBeUndefined();
    expect(chooseVariant(experience, look(false, 86_400_000))?.key).toBe('others');
    expect(experience?.variants[1]?.audience).toEqual({ ...vip, key: 'vip' });
  });

  it('is arranged, and found fault with, as the variants of one slot', () => {
    const { variants } = readExperience({
      variants: [variant('vip', vip), variant('all', { show: 'everyone' }), variant('late', vip)],
    })!;
    const audiences = inOneSlot(variants.map(({ audience }) => audience));
    const { blocks } = faultsOf(audiences, { now: 0, isKnown: () => true });
    expect(blocks).toEqual([[], [], [{ because: 'after-everyone', index: 1 }]]);
    for (const isVip of [true, false]) {
      const { order } = arrange(audiences, look(isVip));
      expect(order.map((at) => variants[at])).toEqual([chooseVariant({ variants }, look(isVip))]);
    }
  });

  it.each([[undefined], [{ show: 'all' }], ['vip'], [null]])('shows nobody a variant for %j', (audience) => {
    const experience = readExperience({ variants: [variant('a', audience)] });
    expect(experience?.variants).toHaveLength(1);
    expect(chooseVariant(experience, look(true))).toBeUndefined();
  });

  it.each([
    [null, null],
    ['', null],
    [7, undefined],
    ['{', undefined],
    [{ variants: {} }, undefined],
  ])('reads %j as %j', (value, read) => {
    expect(readExperience(value)).toBe(read);
    expect(chooseVariant(readExperience(value), look(true))).toBeUndefined();
  });

  it('leaves out what is no variant, and reads text', () => {
    const given = JSON.stringify({ variants: [null, 7, variant('a', vip, []), variant('b', vip)] });
    expect(readExperience(given)?.variants.map(({ key }) => key)).toEqual(['b']);
  });
});

describe('what a variant may say', () => {
  it.each([
    ['title', { type: 'string' }, true],
    ['cover', { type: 'media' }, true],
    ['slug', { type: 'string' }, false],
    ['address', { type: 'uid' }, false],
    ['seo', { type: 'component' }, false],
    ['blocks', { type: 'dynamiczone' }, false],
    ['related', { type: 'relation' }, false],
    ['data', { type: 'json' }, false],
    ['pin', { type: 'password' }, false],
    ['note', { type: 'text', private: true }, false],
    ['toString', { type: 'toString' }, false],
    ['publishedAt', { type: 'datetime' }, false],
  ])('%s as %j: %s', (name, attribute, may) => {
    expect(isOverridable(name, attribute)).toBe(may);
  });

  it.each([
    ['biginteger', 9, '9'],
    ['biginteger', '9223372036854775807', '9223372036854775807'],
    ['time', '18:30', '18:30:00.000'],
    ['time', '18:30:05.1', '18:30:05.100'],
    ['datetime', '2027-01-31T18:00:00+01:00', '2027-01-31T17:00:00.000Z'],
    ['date', '2027-01-31', '2027-01-31'],
    ['boolean', false, false],
    ['decimal', 1.5, 1.5],
    ['media', { id: 4, name: 'x' }, 4],
    ['media', '4', 4],
    ['media', [], null],
    ['string', null, null],
  ])('keeps a %s of %j as %j', (type, given, value) => {
    expect(checkOverride({ type }, given)).toEqual({ value });
  });

  it.each([
    ['string', 7],
    ['integer', 1.5],
    ['biginteger', '1e3'],
    ['time', '6 pm'],
    ['datetime', '2027-01-31'],
    ['date', 'tomorrow'],
    ['boolean', 'yes'],
    ['blocks', 'text'],
    ['media', { name: 'x' }],
    ['media', true],
  ])('refuses a %s of %j', (type, given) => {
    expect(checkOverride({ type }, given)).toHaveProperty('fault');
  });

  it('names files by ids, however they come', () => {
    expect(filesIn([1, { id: 2 }, '3'])).toEqual([1, 2, 3]);
    expect(checkOverride({ type: 'media', multiple: true }, null)).toEqual({ value: [] });
    expect(checkOverride({ type: 'media', required: true }, [])).toHaveProperty('fault');
  });
});
