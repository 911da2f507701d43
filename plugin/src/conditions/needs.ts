import type { Behaviours } from './compile';
import { isAll, isAny, isNot, type Condition, type Leaf } from './condition';
import { assertShape } from './shape';
import { groupsIn } from './groups';
import type { KindTools } from './kind';
import { populationKey } from './population-figure';
import type { Needs } from './verdict';

/** The leaves, from left to right. */
export const leavesOf = (condition: Condition): readonly Leaf[] => {
  if (isAll(condition)) return condition.all.flatMap(leavesOf);
  if (isAny(condition)) return condition.any.flatMap(leavesOf);
  if (isNot(condition)) return leavesOf(condition.not);
  return [condition];
};

/** What the facts must hold for a condition to be judged. */
export const createNeeds =
  (behaviours: Behaviours, tools: KindTools) =>
  (condition: Condition): Needs => {
    assertShape(condition);
    const leaves = leavesOf(condition).map((leaf) => behaviours.get(leaf.kind).needs(leaf as never, tools));
    return {
      events: new Set(leaves.flatMap(({ events = [] }) => events)),
      segments: new Set(leaves.flatMap(({ segments = [] }) => segments)),
      lists: new Set(leaves.flatMap(({ lists = [] }) => lists)),
      tags: new Set(leaves.flatMap(({ tags = [] }) => tags)),
      products: new Set(leaves.flatMap(({ products = [] }) => products)),
      populations: new Map(
        leaves
          .flatMap(({ populations = [] }) => populations)
          .map((figure) => [populationKey(figure), figure]),
      ),
      groups: new Set(groupsIn(condition).map(({ key }) => key)),
      seen: leaves.some(({ seen }) => seen === true),
      context: leaves.some(({ context }) => context === true),
      facts: leaves.some(({ context }) => context !== true),
    };
  };
