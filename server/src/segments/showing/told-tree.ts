import {
  below,
  branchOf,
  leavesAt,
  type Branch,
  type Condition,
  type Conditions,
  type Facts,
  type Leaf,
  type Reason,
} from '../../../../plugin/src';

/** What a leaf says of somebody, each judged whether the verdict needed it or not; a word where nobody can say. */
export type LeafVerdict = Reason | 'request' | 'failed';

type Shown = 'sensitive' | Exclude<LeafVerdict, Reason>;

/** A part of a condition as it is told of one person: rows from above, each as deep as it stands. */
export interface ToldPart {
  readonly path: string;
  readonly depth: number;
  readonly node: 'all' | 'any' | 'not' | 'leaf';
  /** A leaf in words; empty for a group. */
  readonly says: string;
  /** Null where nobody can say or it is not told. */
  readonly value: boolean | null;
  /** What was found, in words. */
  readonly found: string | null;
  /** Of a leaf, why its value is null. */
  readonly untold: Shown | null;
}

/** By path: each leaf judged by itself on the same facts. */
export const judgeLeaves = (
  conditions: Conditions,
  condition: Condition,
  ofRequest: (leaf: Leaf) => boolean,
  facts: Facts,
  at: number,
): ReadonlyMap<string, LeafVerdict> => {
  const judge = (leaf: Leaf, path: string): LeafVerdict => {
    if (ofRequest(leaf)) return 'request';
    try {
      const [reason] = conditions.evaluate(leaf, facts, at).reasons;
      return reason ? { ...reason, path } : 'failed';
    } catch {
      return 'failed';
    }
  };
  return new Map(leavesAt(condition).map(([path, leaf]) => [path, judge(leaf, path)]));
};

/** What follows of parts of which some are not known. */
const valueOf = (node: Branch['node'], parts: readonly (boolean | null)[]): boolean | null => {
  const [first = null] = parts;
  if (node === 'not') return first === null ? null : !first;
  const settling = node === 'any';
  if (parts.includes(settling)) return settling;
  return parts.includes(null) ? null : !settling;
};

interface Telling {
  readonly leaves: ReadonlyMap<string, LeafVerdict>;
  readonly isSensitive: (leaf: Leaf) => boolean;
  readonly describe: (leaf: Leaf) => string;
  readonly explain: (reason: Reason) => string;
}

/** The whole condition, row by row. Of a leaf that looks at something sensitive neither value nor finding is told. */
export const toldTree = (
  condition: Condition,
  { leaves, isSensitive, describe, explain }: Telling,
): readonly ToldPart[] => {
  const leafRow = (leaf: Leaf, path: string, depth: number): ToldPart => {
    const verdict = isSensitive(leaf) ? 'sensitive' : (leaves.get(path) ?? 'failed');
    const row = { path, depth, node: 'leaf', says: describe(leaf) } as const;
    return typeof verdict === 'string'
      ? { ...row, value: null, found: null, untold: verdict }
      : { ...row, value: verdict.value, found: explain(verdict), untold: null };
  };
  const rows = (part: Condition, path: string, depth: number): readonly [ToldPart, ...ToldPart[]] => {
    const branch = branchOf(part);
    if (!branch) return [leafRow(part as Leaf, path, depth)];
    const inside = branch.parts.map(([step, child]) => rows(child, below(path, step), depth + 1));
    const value = valueOf(
      branch.node,
      inside.map(([first]) => first.value),
    );
    return [{ path, depth, node: branch.node, says: '', value, found: null, untold: null }, ...inside.flat()];
  };
  return rows(condition, '', 0);
};
