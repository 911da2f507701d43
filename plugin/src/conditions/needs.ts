import type { Behaviours } from './compile';
import type { Condition } from './condition';
import { assertShape } from './shape';
import { groupsIn } from './groups';
import type { KindTools } from './kind';
import { leavesOf } from './parts';
import { populationKey } from './population-figure';
import type { Needs } from './verdict';

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
