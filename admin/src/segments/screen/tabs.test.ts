import { describe, expect, it } from 'vitest';

import { tabsOf } from './tabs';

describe('the tabs of a segment', () => {
  it('begin with the rows, and of a list with its people', () => {
    expect(tabsOf({ kind: 'live' }, true)[0]).toBe('conditions');
    expect(tabsOf({ kind: 'static' }, true)[0]).toBe('people');
    expect(tabsOf(undefined, true)).toEqual(['conditions', 'json']);
  });

  it('show nobody to who may not see people', () => {
    expect(tabsOf({ kind: 'static' }, false)).toEqual(['trend', 'health', 'json']);
    expect(tabsOf({ kind: 'live' }, false)).not.toContain('people');
  });
});
