import type { Leaf } from '../../../../plugin/src/conditions/condition';
import { contains, findNode, type GroupNode, type NewNodeId, type TreeNode } from './tree';

const mapGroups = (root: GroupNode, change: (group: GroupNode) => GroupNode): GroupNode => {
  const changed = change(root);
  const children = changed.children.map((child) =>
    child.kind === 'group' ? mapGroups(child, change) : child,
  );
  return children.every((child, index) => child === changed.children[index])
    ? changed
    : { ...changed, children };
};

const replace = (node: TreeNode, id: string, by: (node: TreeNode) => TreeNode): TreeNode => {
  if (node.id === id) return by(node);
  if (node.kind === 'leaf') return node;
  return { ...node, children: node.children.map((child) => replace(child, id, by)) };
};

const change = (root: GroupNode, id: string, by: (node: TreeNode) => TreeNode): GroupNode =>
  replace(root, id, by) as GroupNode;

/** Puts a part into a group, before the one that stands at `index` now. */
export const insert = (root: GroupNode, groupId: string, index: number, node: TreeNode): GroupNode =>
  mapGroups(root, (group) =>
    group.id === groupId
      ? { ...group, children: [...group.children.slice(0, index), node, ...group.children.slice(index)] }
      : group,
  );

/** Takes a part out; the root stays. */
export const remove = (root: GroupNode, id: string): GroupNode =>
  mapGroups(root, (group) =>
    group.children.some((child) => child.id === id)
      ? { ...group, children: group.children.filter((child) => child.id !== id) }
      : group,
  );

export interface Place {
  readonly groupId: string;
  readonly index: number;
}

export const placeOf = (root: GroupNode, id: string): Place | undefined => {
  const index = root.children.findIndex((child) => child.id === id);
  if (index >= 0) return { groupId: root.id, index };
  for (const child of root.children) {
    const place = child.kind === 'group' ? placeOf(child, id) : undefined;
    if (place) return place;
  }
  return undefined;
};

/** Moves a part to a place as counted before the move; a group never goes into itself. */
export const move = (root: GroupNode, id: string, to: Place): GroupNode => {
  const node = findNode(root, id);
  const from = placeOf(root, id);
  if (!node || !from || contains(node, to.groupId)) return root;
  const shifted = from.groupId === to.groupId && from.index < to.index ? to.index - 1 : to.index;
  return insert(remove(root, id), to.groupId, shifted, node);
};

/** One place up or down among its siblings, for the keyboard. */
export const nudge = (root: GroupNode, id: string, by: -1 | 1): GroupNode => {
  const from = placeOf(root, id);
  if (!from) return root;
  const siblings = findNode(root, from.groupId);
  const last = siblings?.kind === 'group' ? siblings.children.length - 1 : 0;
  const target = from.index + by;
  if (target < 0 || target > last) return root;
  return move(root, id, { groupId: from.groupId, index: by === 1 ? target + 1 : target });
};

const copyOf = (node: TreeNode, newId: NewNodeId): TreeNode =>
  node.kind === 'leaf'
    ? { ...node, id: newId() }
    : { ...node, id: newId(), children: node.children.map((child) => copyOf(child, newId)) };

/** A copy right below. */
export const duplicate = (root: GroupNode, id: string, newId: NewNodeId): GroupNode => {
  const node = findNode(root, id);
  const place = placeOf(root, id);
  return node && place ? insert(root, place.groupId, place.index + 1, copyOf(node, newId)) : root;
};

export const negate = (root: GroupNode, id: string): GroupNode =>
  change(root, id, (node) => ({ ...node, negated: !node.negated }));

export const setMode = (root: GroupNode, id: string, mode: GroupNode['mode']): GroupNode =>
  change(root, id, (node) => (node.kind === 'group' ? { ...node, mode } : node));

export const setLeaf = (root: GroupNode, id: string, leaf: Leaf): GroupNode =>
  change(root, id, (node) => (node.kind === 'leaf' ? { ...node, leaf } : node));

/** Puts a part into a new group of its own, where it stands. */
export const wrap = (root: GroupNode, id: string, newId: NewNodeId): GroupNode =>
  id === root.id
    ? root
    : change(root, id, (node) => ({
        id: newId(),
        kind: 'group',
        negated: false,
        mode: 'any',
        children: [node],
      }));
