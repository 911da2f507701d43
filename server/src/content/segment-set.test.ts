import { describe, expect, it } from 'vitest';

import { segmentSet } from './segment-set';

describe('the set of some segments', () => {
  it('is the same one for the same segments, in whatever order and however often they are named', () => {
    const set = segmentSet(['vip', 'berlin']);
    expect([...set].sort()).toEqual(['berlin', 'vip']);
    expect(segmentSet(['berlin', 'vip', 'berlin'])).toBe(set);
    expect(segmentSet([])).toBe(segmentSet([]));
    expect(segmentSet(['vip'])).not.toBe(set);
  });

  it('is right however many others were asked for meanwhile', () => {
    const before = segmentSet(['vip']);
    for (let index = 0; index < 3_000; index += 1)
      expect([...segmentSet([`s${index}`])]).toEqual([`s${index}`]);
    expect([...segmentSet(['vip'])]).toEqual([...before]);
  });
});
