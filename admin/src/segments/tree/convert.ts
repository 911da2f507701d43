import { isAll, isAny, isNot, type Condition, type Leaf } from '../../../../plugin/src/conditions/condition';
import type { GroupNode, NewNodeId, TreeNode } from './tree';

const nodeOf = (condition: Condition, newId: NewNodeId, negated = false): TreeNode => {
  if (isNot(condition)) return nodeOf(condition.not, newId, !negated);
  if (isAll(condition)) return groupOf('all', condition.all, newId, negated);
  if (isAny(condition)) return groupOf('any', condition.any, newId, negated);
  return { id: newId(), kind: 'leaf', negated, leaf: condition as Leaf };
};

const groupOf = (
  mode: GroupNode['mode'],
  parts: readonly Condition[],
  newId: NewNodeId,
  negated: boolean,
): GroupNode => ({
  id: newId(),
  kind: 'group',
  negated,
  mode,
  children: parts.map((part) => nodeOf(part, newId)),
});

/** A stored condition as a tree to edit; the root is always a group, so that there is a place to add to. */
export const treeOf = (condition: Condition, newId: NewNodeId): GroupNode => {
  const node = nodeOf(condition, newId);
  if (node.kind === 'group') return node;
  return { id: newId(), kind: 'group', negated: false, mode: 'all', children: [node] };
};

/** The tree as it is stored. */
export const conditionOf = (node: TreeNode): Condition => {
  const inner: Condition =
    node.kind === 'leaf'
      ? node.leaf
      : node.mode === 'all'
        ? { all: node.children.map(conditionOf) }
        : { any: node.children.map(conditionOf) };
  return node.negated ? { not: inner } : inner;
};

/**
 * Where each part stands in the stored condition (`all.0.not`), by its id: the server's faults name these. The whole of
 * it, its "not" included, stands at `all.0`.
 */
export const pathsOf = (root: TreeNode, whole = false): ReadonlyMap<string, string> => {
  const paths = new Map<string, string>();
  const walk = (node: TreeNode, at: readonly (string | number)[]): void => {
    const path = node.negated ? [...at, 'not'] : at;
    paths.set(node.id, (whole ? at : path).join('.'));
    if (node.kind === 'group')
      node.children.forEach((child, index) => walk(child, [...path, node.mode, index]));
  };
  walk(root, []);
  return paths;
};
