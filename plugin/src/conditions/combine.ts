import type { Json } from '../json';
import type { Facts } from './facts';
import type { Reason } from './verdict';

/** What a judgement writes down on its way through the tree. */
export interface Notes {
  /** Of the node judged last; Infinity when only a new fact can change it. */
  until: number;
  /** Of the leaf judged last. */
  actual: Json;
  readonly reasons: Reason[];
}

export const emptyNotes = (): Notes => ({ until: Infinity, actual: null, reasons: [] });

export interface Node {
  test(facts: Facts, now: number): boolean;
  judge(facts: Facts, now: number, notes: Notes): boolean;
}

/** Drops the reasons between two places: those behind move up. */
const cut = (reasons: Reason[], from: number, to: number): void => {
  if (from === to) return;
  reasons.copyWithin(from, to);
  reasons.length -= to - from;
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
      const { reasons } = notes;
      const start = reasons.length;
      let settled = false;
      let until = Infinity;
      for (let index = 0; index < nodes.length; index += 1) {
        const before = reasons.length;
        const value = (nodes[index] as Node).judge(facts, now, notes);
        if (value === settling) {
          if (settled) {
            until = Math.max(until, notes.until);
          } else {
            cut(reasons, start, before);
            until = notes.until;
            settled = true;
          }
          if (until === Infinity) break;
        } else if (settled) {
          reasons.length = before;
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
