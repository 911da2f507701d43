import type { Json } from '../json';
import type { Facts } from './facts';
import type { Finding } from './kind';

/** A leaf that a judgement passed: what stands in a reason whatever the facts are. */
export interface LeafName {
  readonly path: string;
  readonly kind: string;
  /** What was looked at, where the leaf leaves it to be read when somebody asks. */
  readonly reading: ((facts: Facts) => Json) | undefined;
}

/**
 * What a judgement writes down on its way through the tree. One is kept for each condition and used again: the leaves
 * that decided stand in three lists beside each other, and become reasons only at the end.
 */
export interface Notes extends Finding {
  /** Until when the node judged last holds; Infinity when only a new fact can change it. */
  until: number;
  /** Of the leaf judged last. */
  actual: Json;
  /** Whether anybody wants to know why. */
  explain: boolean;
  count: number;
  readonly leaves: LeafName[];
  readonly values: boolean[];
  readonly actuals: Json[];
}

export const emptyNotes = (explain: boolean): Notes => ({
  until: Infinity,
  actual: null,
  explain,
  count: 0,
  leaves: [],
  values: [],
  actuals: [],
});

export const noteLeaf = (notes: Notes, leaf: LeafName, value: boolean): void => {
  const { count } = notes;
  notes.leaves[count] = leaf;
  notes.values[count] = value;
  notes.actuals[count] = notes.actual;
  notes.count = count + 1;
};

export interface Node {
  test(facts: Facts, now: number): boolean;
  judge(facts: Facts, now: number, notes: Notes): boolean;
}

/** Drops what was noted between two places: what stands behind moves up. */
const cut = (notes: Notes, from: number, to: number): void => {
  if (from === to) return;
  const { leaves, values, actuals, count } = notes;
  const gap = to - from;
  for (let index = to; index < count; index += 1) {
    leaves[index - gap] = leaves[index] as LeafName;
    values[index - gap] = values[index] as boolean;
    actuals[index - gap] = actuals[index] as Json;
  }
  notes.count = count - gap;
};

/** The first few without a loop: most conditions have no more, and the engine can look through the calls. */
const testOf = (settling: boolean, nodes: readonly Node[]): Node['test'] => {
  const [a, b, c, ...others] = nodes.map(({ test }) => test);
  if (!a) return () => !settling;
  if (!b) return a;
  if (settling) {
    if (!c) return (facts, now) => a(facts, now) || b(facts, now);
    if (others.length === 0) return (facts, now) => a(facts, now) || b(facts, now) || c(facts, now);
  } else {
    if (!c) return (facts, now) => a(facts, now) && b(facts, now);
    if (others.length === 0) return (facts, now) => a(facts, now) && b(facts, now) && c(facts, now);
  }
  const tests = [a, b, c, ...others];
  return (facts, now) => {
    for (const test of tests) if (test(facts, now) === settling) return settling;
    return !settling;
  };
};

/**
 * `all` is settled by one false child, `any` by one true child. Settled, the value holds as long as the longest of
 * the settling children holds; otherwise until the first child changes. Only children that decided give reasons.
 */
const settledBy =
  (settling: boolean) =>
  (nodes: readonly Node[]): Node => ({
    test: testOf(settling, nodes),
    judge(facts, now, notes) {
      const start = notes.count;
      let settled = false;
      let until = Infinity;
      for (let index = 0; index < nodes.length; index += 1) {
        const before = notes.count;
        const value = (nodes[index] as Node).judge(facts, now, notes);
        if (value === settling) {
          if (settled) {
            until = Math.max(until, notes.until);
          } else {
            cut(notes, start, before);
            until = notes.until;
            settled = true;
          }
          if (until === Infinity) break;
        } else if (settled) {
          notes.count = before;
        } else {
          until = Math.min(until, notes.until);
        }
      }
      notes.until = until;
      return settled === settling;
    },
  });

export const allOf = settledBy(false);
export const anyOf = settledBy(true);

export const notOf = (node: Node): Node => ({
  test: (facts, now) => !node.test(facts, now),
  judge: (facts, now, notes) => !node.judge(facts, now, notes),
});
