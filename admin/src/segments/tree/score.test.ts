import { expect, it } from 'vitest';

import type { ScoreCondition } from '../../../../plugin/src/conditions/condition';
import { lensesOf, lensOf, sourceOf, withLens, withSource } from './score';

const engaged: ScoreCondition = { kind: 'score', name: 'engagement', value: { $gte: 70 } };

it('keeps the way of looking where the source allows it', () => {
  expect(withSource(engaged, 'rfm.monetary')).toEqual({
    kind: 'score',
    name: 'rfm.monetary',
    value: { $gte: 70 },
  });
  expect(withSource(engaged, 'trait')).toEqual({ kind: 'score', trait: '', percentile: { $gte: 90 } });
  expect(withSource(engaged, 'figure')).toEqual({
    kind: 'score',
    figure: { name: '', within: '90d' },
    percentile: { $gte: 90 },
  });
});

it('asks a fifth for its value', () => {
  expect(withSource(withLens(engaged, 'zscore'), 'rfm.r')).toEqual({
    kind: 'score',
    name: 'rfm.r',
    value: { $gte: 4 },
  });
  expect(lensesOf('rfm.m')).toEqual(['value']);
});

it('has one source and one lens', () => {
  const turned = withLens(engaged, 'percentile');
  expect(turned).toEqual({ kind: 'score', name: 'engagement', percentile: { $gte: 90 } });
  expect(lensOf(turned)).toBe('percentile');
  expect(sourceOf({ kind: 'score', trait: 'age' })).toBe('trait');
});
