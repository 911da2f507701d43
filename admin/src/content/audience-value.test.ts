import { describe, expect, it } from 'vitest';

import type { Audience } from '../../../plugin/src/content/audience';
import { audienceOf, choiceOf, pasted, withChoice, withCondition, withLimit } from './audience-value';

const VIP: Audience = {
  key: 'a',
  show: 'only',
  segments: ['vip'],
  slot: 'top',
  from: '2027-01-01T00:00:00Z',
};

describe('an audience in the form', () => {
  it('is everyone where nothing is set, and broken where it cannot be read', () => {
    expect(audienceOf(null)).toEqual({ broken: false, value: { key: '', show: 'everyone', segments: [] } });
    expect(audienceOf({ show: 'some' })).toEqual({ broken: true });
  });

  it('keeps its segments while one looks at the other choices, but no condition among them', () => {
    expect(withChoice(withChoice(VIP, 'everyone'), 'except').segments).toEqual(['vip']);
    const own = withCondition(VIP, '~abc');
    expect(choiceOf(own)).toBe('condition');
    expect(withChoice(own, 'only')).toEqual({ ...VIP, segments: [] });
  });

  it('takes who and when from another block, and keeps its own key and slot', () => {
    const onto: Audience = { key: 'b', show: 'everyone', segments: [], until: '2027-02-01T00:00:00Z' };
    expect(pasted(onto, VIP)).toEqual({ key: 'b', show: 'only', segments: ['vip'], from: VIP.from });
    expect(pasted(VIP, onto)).toEqual({ ...onto, key: 'a', slot: 'top' });
  });

  it('leaves no trace of a limit that is taken off', () => {
    expect(withLimit(withLimit(VIP, 'from', undefined), 'slot', '')).toEqual({
      key: 'a',
      show: 'only',
      segments: ['vip'],
    });
  });
});
