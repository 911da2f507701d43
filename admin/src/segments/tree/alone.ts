import type { AnswerOf } from '../../../../plugin/src/endpoints';
import type { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { pathsOf } from './convert';
import type { GroupNode, TreeNode } from './tree';

type Counted = Pick<AnswerOf<(typeof segmentsEndpoints)['preview']>, 'size' | 'error' | 'of' | 'parts'>;

/** How many pass a row or a group by itself. */
export interface Alone {
  readonly size: number;
  readonly of: number;
  /** Null where everyone was judged. */
  readonly error: number | null;
  /** A visit has a say. */
  readonly atMost: boolean;
}

/** How many pass each row and group of a tree by itself, by its id. */
export const aloneIn = (root: GroupNode, { parts, of }: Counted): ReadonlyMap<string, Alone> => {
  const byPath = new Map(parts.map((part) => [part.path, part]));
  const found = new Map<string, Alone>();
  for (const [id, path] of pathsOf(root, true)) {
    const part = byPath.get(path);
    if (part) found.set(id, { size: part.size, error: part.error, atMost: part.atMost, of });
  }
  return found;
};

/** Those whose number says no more than that of what they stand in: the only one of its group. */
export const onlyOnes = (node: TreeNode): readonly string[] => {
  if (node.kind === 'leaf') return [];
  const [first, ...more] = node.children;
  const only = first && more.length === 0 && !node.negated ? [first.id] : [];
  return [...only, ...node.children.flatMap(onlyOnes)];
};

/**
 * Why nobody is in: nobody passes this `part`; everybody passes the inside of what is turned into its `opposite`; each
 * has people, and nobody passes them `together`.
 */
export interface Emptying {
  readonly why: 'part' | 'opposite' | 'together';
  /** Seen in a sample only: there may be a few. */
  readonly sampled: boolean;
}

/** The parts that leave nobody in, by id; none where somebody is in, or where it cannot be told. */
export const emptyingIn = (
  root: GroupNode,
  { size, error }: Counted,
  alone: ReadonlyMap<string, Alone>,
): ReadonlyMap<string, Emptying> => {
  const found = new Map<string, Emptying>();
  const isEmpty = ({ id }: TreeNode): boolean => alone.get(id)?.size === 0;
  const walk = (node: TreeNode, sampled: boolean): void => {
    const mark = (why: Emptying['why']): void => void found.set(node.id, { why, sampled });
    if (node.kind === 'leaf') return mark('part');
    if (node.negated) return mark('opposite');
    if (node.children.length === 0) return;
    if (node.mode === 'any') return mark('part');
    const empty = node.children.filter(isEmpty);
    for (const child of empty) walk(child, alone.get(child.id)?.error !== null);
    if (empty.length === 0 && node.children.every(({ id }) => alone.has(id))) mark('together');
  };
  if (size === 0) walk(root, error !== null);
  return found;
};
