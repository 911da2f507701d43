import { describe, expect, it } from 'vitest';

import { createConditions, noFacts, type Condition, type Facts } from '../../../../plugin/src';
import { judgeLeaves, toldTree } from './told-tree';

const conditions = createConditions([]);
const AT = 1_000_000;
const country = (value: string): Condition => ({ kind: 'trait', where: { country: value } });
const ILL: Condition = { kind: 'trait', where: { 'health.ill': true } };
const MOBILE: Condition = { kind: 'context', where: { device: 'mobile' } };

const tell = (condition: Condition, facts: Partial<Facts> = {}) => {
  const leaves = judgeLeaves(
    conditions,
    condition,
    (leaf) => conditions.needs(leaf).context,
    { ...noFacts(), ...facts },
    AT,
  );
  return toldTree(condition, {
    leaves,
    isSensitive: (leaf) => leaf === ILL,
    describe: conditions.describe,
    explain: (reason) => conditions.explain(condition, [reason])[0] ?? '',
  });
};
const valuesOf = (condition: Condition, facts?: Partial<Facts>) =>
  Object.fromEntries(tell(condition, facts).map(({ path, value }) => [path, value]));

describe('a condition told of one person', () => {
  const TREE: Condition = { all: [country('DE'), { not: { any: [country('AT'), country('CH')] } }] };

  it('has a row for each part, as deep as it stands', () => {
    expect(tell(TREE, { traits: { country: 'DE' } })).toMatchObject([
      { path: '', depth: 0, node: 'all', says: '', value: true },
      { path: 'all.0', depth: 1, node: 'leaf', says: 'country is DE', value: true, found: 'country is DE' },
      { path: 'all.1', depth: 1, node: 'not', value: true },
      { path: 'all.1.not', depth: 2, node: 'any', value: false },
      { path: 'all.1.not.any.0', depth: 3, value: false, found: 'country is DE' },
      { path: 'all.1.not.any.1', depth: 3, value: false },
    ]);
  });

  it('judges the leaves that the verdict did not need, too', () => {
    const two: Condition = { any: [country('DE'), { kind: 'event', name: 'Seen', count: { $gte: 2 } }] };
    const [, , seen] = tell(two, {
      traits: { country: 'DE' },
      events: { Seen: [{ name: 'Seen', at: 1, properties: {} }] },
    });
    expect(conditions.evaluate(two, { ...noFacts(), traits: { country: 'DE' } }, AT).reasons).toHaveLength(1);
    expect(seen).toMatchObject({ path: 'any.1', value: false, untold: null });
    expect(seen?.found).toContain('1 ×');
  });

  it('leaves to the visit what the visit decides, and says what follows without it', () => {
    expect(tell(MOBILE)).toMatchObject([{ value: null, found: null, untold: 'request' }]);
    expect(valuesOf({ all: [MOBILE, country('DE')] }, { traits: { country: 'DE' } })['']).toBeNull();
    expect(valuesOf({ all: [MOBILE, country('DE')] })['']).toBe(false);
    expect(valuesOf({ any: [MOBILE, country('DE')] }, { traits: { country: 'DE' } })['']).toBe(true);
    expect(valuesOf({ not: MOBILE })['']).toBeNull();
  });

  it('tells nothing of what is sensitive, nor by what follows of it', () => {
    const rows = tell({ all: [country('DE'), ILL] }, { traits: { country: 'DE', health: { ill: true } } });
    expect(rows).toMatchObject([
      { value: null },
      { value: true },
      { value: null, found: null, untold: 'sensitive' },
    ]);
    expect(JSON.stringify(rows.map(({ found }) => found))).not.toContain('ill');
  });

  it('goes on where a leaf cannot be judged', () => {
    const two: Condition = { any: [country('DE'), country('AT')] };
    const leaves = new Map([['any.1', { path: 'any.1', kind: 'trait', value: true, actual: 'AT' }]]);
    const rows = toldTree(two, { leaves, isSensitive: () => false, describe: String, explain: String });
    expect(rows).toMatchObject([{ value: true }, { value: null, untold: 'failed' }, { value: true }]);
  });

  it('has no rows but one of a condition without parts', () => {
    expect(tell({ all: [] })).toMatchObject([{ node: 'all', value: true }]);
    expect(tell({ any: [] })).toMatchObject([{ node: 'any', value: false }]);
  });
});
