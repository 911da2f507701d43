import type { Leaf } from '../../../../plugin/src/conditions/condition';
import { leavesOf, type GroupNode, type TreeNode } from './tree';

const hasTests = (where: unknown): boolean =>
  typeof where === 'object' && where !== null && Object.keys(where).length > 0 && !('' in where);

const wantsName = (leaf: Leaf): boolean => {
  const { name, where } = leaf as { name?: string; where?: unknown };
  const whereDone = where === undefined || hasTests(where) || Object.keys(where as object).length === 0;
  return typeof name === 'string' && name !== '' && whereDone;
};

const checks: Readonly<Record<string, (leaf: Leaf) => boolean>> = {
  trait: (leaf) => hasTests((leaf as { where?: unknown }).where),
  context: (leaf) => hasTests((leaf as { where?: unknown }).where),
  event: (leaf) => wantsName(leaf) && (leaf as { sum?: string }).sum !== '',
  recency: wantsName,
  segment: (leaf) => Boolean((leaf as { id?: string }).id),
  list: (leaf) => Boolean((leaf as { id?: string }).id),
};

/** Whether a row has all that it needs to be judged; kinds of extensions are left to the server. */
export const isComplete = (leaf: Leaf): boolean => checks[leaf.kind]?.(leaf) ?? true;

/** The tree without the rows that are still being filled in: what the live size is of. */
export const completePart = (root: GroupNode): GroupNode => {
  const prune = (node: TreeNode): readonly TreeNode[] => {
    if (node.kind === 'leaf') return isComplete(node.leaf) ? [node] : [];
    const children = node.children.flatMap(prune);
    return children.length > 0 || node.children.length === 0 ? [{ ...node, children }] : [];
  };
  return { ...root, children: root.children.flatMap(prune) };
};

export const unfinished = (root: GroupNode): number =>
  leavesOf(root).filter(({ leaf }) => !isComplete(leaf)).length;
