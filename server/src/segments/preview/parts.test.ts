import { expect, it } from 'vitest';

import { partsOf } from './parts';
import { partAt, type Condition } from '../../../../plugin/src';

const tagged = (name: string): Condition => ({ kind: 'tag', name });
const NESTED: Condition = {
  all: [tagged('a'), { not: { any: [tagged('b'), { not: tagged('c') }, { all: [] }] } }, tagged('d')],
};

it('finds rows and groups where they stand, the outermost first', () => {
  const found = partsOf(NESTED, 100);
  expect(found.map(({ path }) => path)).toEqual([
    'all.0',
    'all.1',
    'all.2',
    'all.1.not.any.0',
    'all.1.not.any.1',
    'all.1.not.any.2',
  ]);
  for (const { path, condition } of found) expect(partAt(NESTED, path)).toBe(condition);
});

it('goes no further than it may, and finds nothing in a row alone', () => {
  expect(partsOf(NESTED, 4).map(({ path }) => path)).toEqual(['all.0', 'all.1', 'all.2', 'all.1.not.any.0']);
  expect(partsOf(tagged('a'), 100)).toEqual([]);
});
