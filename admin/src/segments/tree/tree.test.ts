import { describe, expect, it } from 'vitest';

import type { Condition } from '../../../../plugin/src/conditions/condition';
import { conditionOf, pathsOf, treeOf } from './convert';
import { duplicate, insert, move, negate, nudge, placeOf, remove, setLeaf, setMode, wrap } from './edit';
import { doStep, historyOf, redo, undo } from './history';
import { createNodeIds, findNode, leavesOf, type GroupNode, type TreeNode } from './tree';

const segment = (id: string): Condition => ({ kind: 'segment', id });
const stored: Condition = {
  all: [segment('a'), { not: { any: [segment('b'), segment('c')] } }, segment('d')],
};

const start = (condition: Condition = stored) => {
  const newId = createNodeIds();
  const root = treeOf(condition, newId);
  const idOf = (key: string): string =>
    leavesOf(root).find(({ leaf }) => (leaf as { id?: string }).id === key)?.id ?? '';
  return { newId, root, idOf, group: root.children[1] as GroupNode };
};

describe('to and fro', () => {
  it('gives back what it was given', () => {
    expect(conditionOf(start().root)).toEqual(stored);
  });

  it('puts a lone leaf into a group and folds a double not', () => {
    expect(conditionOf(start(segment('a')).root)).toEqual({ all: [segment('a')] });
    expect(conditionOf(start({ all: [{ not: { not: segment('a') } }] }).root)).toEqual({
      all: [segment('a')],
    });
  });

  it('knows where each part stands for the server', () => {
    const { root, idOf } = start();
    const paths = pathsOf(root);
    expect(paths.get(idOf('c'))).toBe('all.1.not.any.1');
    expect(paths.get(root.id)).toBe('');
  });
});

describe('edits', () => {
  it('inserts where it was asked to', () => {
    const { root, newId } = start();
    const node: TreeNode = { id: newId(), kind: 'leaf', negated: false, leaf: { kind: 'segment', id: 'x' } };
    expect(conditionOf(insert(root, root.id, 1, node))).toMatchObject({
      all: [segment('a'), segment('x'), {}, segment('d')],
    });
  });

  it('removes a part, and never the root', () => {
    const { root, idOf } = start();
    expect(conditionOf(remove(root, idOf('b')))).toEqual({
      all: [segment('a'), { not: { any: [segment('c')] } }, segment('d')],
    });
    expect(remove(root, root.id)).toBe(root);
  });

  it('moves between groups and within one', () => {
    const { root, idOf, group } = start();
    expect(conditionOf(move(root, idOf('a'), { groupId: group.id, index: 2 }))).toEqual({
      all: [{ not: { any: [segment('b'), segment('c'), segment('a')] } }, segment('d')],
    });
    const within = move(root, idOf('a'), { groupId: root.id, index: 3 });
    expect(placeOf(within, idOf('a'))).toEqual({ groupId: root.id, index: 2 });
  });

  it('never moves a group into itself', () => {
    const { root, group } = start();
    expect(move(root, group.id, { groupId: group.id, index: 0 })).toBe(root);
  });

  it('nudges to the ends and no further', () => {
    const { root, idOf } = start();
    expect(nudge(root, idOf('a'), -1)).toBe(root);
    expect(placeOf(nudge(root, idOf('a'), 1), idOf('a'))?.index).toBe(1);
    expect(placeOf(nudge(root, idOf('d'), -1), idOf('d'))?.index).toBe(1);
    expect(nudge(root, idOf('d'), 1)).toBe(root);
  });

  it('duplicates with ids of its own', () => {
    const { root, group, newId } = start();
    const twice = duplicate(root, group.id, newId);
    expect(twice.children).toHaveLength(4);
    expect(conditionOf(twice.children[2] as TreeNode)).toEqual(conditionOf(group));
    const ids = leavesOf(twice).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('negates, changes the mode, changes a leaf, wraps', () => {
    const { root, idOf, group, newId } = start();
    expect(findNode(negate(root, group.id), group.id)?.negated).toBe(false);
    expect(conditionOf(setMode(root, root.id, 'any'))).toMatchObject({
      any: [segment('a'), {}, segment('d')],
    });
    expect(conditionOf(setLeaf(root, idOf('a'), { kind: 'segment', id: 'z' }))).toMatchObject({
      all: [segment('z'), {}, {}],
    });
    expect(conditionOf(wrap(root, idOf('d'), newId))).toMatchObject({
      all: [{}, {}, { any: [segment('d')] }],
    });
    expect(wrap(root, root.id, newId)).toBe(root);
  });
});

describe('history', () => {
  it('goes back and forth, and forgets what was undone at the next step', () => {
    const two = doStep(doStep(historyOf('a'), 'b'), 'c');
    expect(undo(two).present).toBe('b');
    expect(redo(undo(two)).present).toBe('c');
    expect(doStep(undo(two), 'd').future).toEqual([]);
    expect(undo(historyOf('a')).present).toBe('a');
    expect(redo(two)).toBe(two);
  });
});
