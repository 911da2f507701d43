import { expect, it } from 'vitest';

import { pathsOf, treeOf } from './convert';
import { faultsByNode } from './faults';
import { createNodeIds, leavesOf } from './tree';

it('finds the row that a fault lies in, else the root', () => {
  const root = treeOf(
    { all: [{ kind: 'segment', id: 'a' }, { not: { any: [{ kind: 'event', name: '' }] } }] },
    createNodeIds(),
  );
  const [, event] = leavesOf(root);
  const found = faultsByNode(pathsOf(root), [
    { path: 'condition.all.1.not.any.0.name', message: 'no name' },
    { path: 'condition', message: 'too large' },
  ]);
  expect(found.get(event?.id ?? '')).toBe('no name');
  expect(found.get(root.id)).toBe('too large');
});
