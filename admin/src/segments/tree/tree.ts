import type { Leaf } from '../../../../plugin/src/conditions/condition';

/** A condition while it is edited: every part has an id of its own, so that rows keep focus when they move. */
export interface GroupNode {
  readonly id: string;
  readonly kind: 'group';
  readonly negated: boolean;
  readonly mode: 'all' | 'any';
  readonly children: readonly TreeNode[];
}

export interface LeafNode {
  readonly id: string;
  readonly kind: 'leaf';
  readonly negated: boolean;
  readonly leaf: Leaf;
}

export type TreeNode = GroupNode | LeafNode;

/** Ids that were not given out before in this tree's life. */
export type NewNodeId = () => string;

export const createNodeIds = (): NewNodeId => {
  let last = 0;
  return () => `n${(last += 1)}`;
};

export const findNode = (node: TreeNode, id: string): TreeNode | undefined => {
  if (node.id === id) return node;
  if (node.kind === 'leaf') return undefined;
  for (const child of node.children) {
    const found = findNode(child, id);
    if (found) return found;
  }
  return undefined;
};

export const contains = (node: TreeNode, id: string): boolean => findNode(node, id) !== undefined;

export const leavesOf = (node: TreeNode): readonly LeafNode[] =>
  node.kind === 'leaf' ? [node] : node.children.flatMap(leavesOf);
