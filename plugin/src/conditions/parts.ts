import { isAll, isAny, isNot, type Condition, type Leaf } from './condition';

/** A group of a condition with what stands in it, each with the step to it: `all.0`, `not`. */
export interface Branch {
  readonly node: 'all' | 'any' | 'not';
  readonly parts: readonly (readonly [step: string, part: Condition])[];
}

const numbered = (node: 'all' | 'any', list: readonly Condition[]): Branch => ({
  node,
  parts: list.map((part, at) => [`${node}.${at}`, part]),
});

/** A condition as a group of others; undefined for a leaf. */
export const branchOf = (condition: Condition): Branch | undefined => {
  if (isAll(condition)) return numbered('all', condition.all);
  if (isAny(condition)) return numbered('any', condition.any);
  return isNot(condition) ? { node: 'not', parts: [['not', condition.not]] } : undefined;
};

/** The path of a step further down: `all.0` and `not` are `all.0.not`. */
export const below = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`);

/** The leaves with the path to each, from left to right. */
export const leavesAt = (
  condition: Condition,
  path = '',
): readonly (readonly [path: string, leaf: Leaf])[] => {
  const branch = branchOf(condition);
  return branch
    ? branch.parts.flatMap(([step, part]) => leavesAt(part, below(path, step)))
    : [[path, condition as Leaf]];
};

/** The leaves, from left to right. */
export const leavesOf = (condition: Condition): readonly Leaf[] =>
  leavesAt(condition).map(([, leaf]) => leaf);

/** The part of a condition that a path names. */
export const partAt = (condition: Condition, path: string): Condition | undefined => {
  let part: unknown = condition;
  for (const step of path === '' ? [] : path.split('.')) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, step)) return undefined;
    part = (part as Record<string, unknown>)[step];
  }
  return part as Condition | undefined;
};
