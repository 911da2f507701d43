import { leavesAt, PluginError, type Condition } from '../../../plugin/src';

interface Node {
  readonly key: string;
  readonly condition: Condition;
}

interface Asked {
  readonly key: string;
  readonly path: string;
}

/** The segments a condition asks for, each with the path to where it does. */
export const askedIn = (condition: Condition, path: string): readonly Asked[] =>
  leavesAt(condition, path).flatMap(([at, leaf]) =>
    leaf.kind === 'segment' && 'id' in leaf ? [{ key: String(leaf.id), path: `${at}.id` }] : [],
  );

/** The keys of the segments a condition asks for. */
export const segmentsIn = (condition: Condition): readonly string[] => [
  ...new Set(askedIn(condition, '').map(({ key }) => key)),
];

interface Ordered<N> {
  /** Each after all that it asks for. */
  readonly order: readonly N[];
  /** Those that ask for themselves in the end, with the way round. */
  readonly cycles: ReadonlyMap<string, readonly string[]>;
}

/** Puts segments in an order in which each can be judged; those in a circle, or that ask for one, are left out. */
export const orderSegments = <N extends Node>(nodes: readonly N[]): Ordered<N> => {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const order: N[] = [];
  const cycles = new Map<string, readonly string[]>();
  const settled = new Set<string>();

  const visit = (node: N, above: readonly string[]): void => {
    if (settled.has(node.key)) return;
    const from = above.indexOf(node.key);
    if (from >= 0) {
      const circle = [...above.slice(from), node.key];
      for (const key of circle) cycles.set(key, circle);
      return;
    }
    for (const key of segmentsIn(node.condition)) {
      const wanted = byKey.get(key);
      if (wanted) visit(wanted, [...above, node.key]);
    }
    settled.add(node.key);
    order.push(node);
  };
  for (const node of nodes) visit(node, []);
  return { order: order.filter(({ key }) => !cycles.has(key)), cycles };
};

/** Throws `conflict` with the way round when this condition would make a segment ask for itself. */
const refuseCycle = (nodes: readonly Node[], changed: Node): void => {
  const others = nodes.filter(({ key }) => key !== changed.key);
  const circle = orderSegments([changed, ...others]).cycles.get(changed.key);
  if (!circle) return;
  const next = circle[circle.indexOf(changed.key) + 1];
  const path = askedIn(changed.condition, 'condition').find(({ key }) => key === next)?.path;
  throw new PluginError('conflict', `A segment cannot ask for itself: ${circle.join(' → ')}.`, { path });
};

/** Refuses what could never be judged: segments that do not exist, and circles. */
export const refuseBroken = (segments: readonly Node[], key: string, condition: Condition): void => {
  const keys = new Set(segments.map((segment) => segment.key));
  for (const { key: wanted, path } of askedIn(condition, 'condition')) {
    if (wanted === key || keys.has(wanted)) continue;
    throw new PluginError('invalid', `There is no segment with the key "${wanted.slice(0, 60)}".`, { path });
  }
  refuseCycle(segments, { key, condition });
};
