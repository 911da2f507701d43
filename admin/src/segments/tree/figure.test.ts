import { describe, expect, it } from 'vitest';

import type { EventCondition } from '../../../../plugin/src/conditions/condition';
import { chooseMeasure, measureOf, stretchesIn, withRatio, withStretches } from './figure';

const viewed: EventCondition = { kind: 'event', name: 'Viewed', count: { $gte: 3 }, within: '30d' };

describe('figures', () => {
  it('keeps the window and the events when another figure is chosen', () => {
    expect(chooseMeasure(viewed, 'sum')).toEqual({
      kind: 'event',
      name: 'Viewed',
      within: '30d',
      sum: '',
      value: { $gte: 1 },
    });
  });

  it('keeps the property between figures, and the test while it fits', () => {
    const sum: EventCondition = { kind: 'event', name: 'Bought', sum: 'total', value: { $gt: 50 } };
    expect(chooseMeasure(sum, 'average')).toEqual({
      kind: 'event',
      name: 'Bought',
      average: 'total',
      value: { $gt: 50 },
    });
    expect(chooseMeasure(sum, 'last')).toMatchObject({ last: 'total', value: { $eq: '' } });
    expect(chooseMeasure(sum, 'count')).toEqual({ kind: 'event', name: 'Bought', count: { $gte: 1 } });
  });

  it('names what is measured', () => {
    expect(measureOf({ name: 'a', distinct: 'sku' })).toEqual({ measure: 'distinct', path: 'sku' });
    expect(measureOf({ name: 'a' })).toEqual({ measure: 'count', path: '' });
  });
});

describe('ratios', () => {
  it('go without a count, "by" and "per", and come back to a count', () => {
    const ratio = withRatio({ ...viewed, by: 'sku' }, { name: 'Seen' });
    expect(ratio).toEqual({
      kind: 'event',
      name: 'Viewed',
      within: '30d',
      of: { name: 'Seen' },
      value: { $gte: 0.5 },
    });
    expect(withRatio({ ...ratio, value: { $gt: 1 } }, { name: 'Other' })).toMatchObject({
      value: { $gt: 1 },
    });
    expect(withRatio(ratio, undefined)).toEqual({
      kind: 'event',
      name: 'Viewed',
      within: '30d',
      count: { $gte: 1 },
    });
  });
});

describe('stretches', () => {
  it('make the window a whole number of them', () => {
    const each = withStretches(viewed, 4, '7d');
    expect(each).toMatchObject({ within: '28d', per: '7d' });
    expect(stretchesIn(each)).toBe(4);
    expect(withStretches(viewed, 0, '2h')).toMatchObject({ within: '4h', per: '2h' });
    expect(stretchesIn({ within: 'today', per: '7d' })).toBe(2);
  });
});
