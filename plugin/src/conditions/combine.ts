import type { Facts } from './facts';
import type { Reason } from './verdict';

/** What a judgement writes down on its way through the tree. */
export interface Notes {
  /** Of the node judged last; Infinity when only a new fact can change it. */
  until: number;
  readonly reasons: Reason[];
}

export interface Node {
  test(facts: Facts, now: number): boolean;
  judge(facts: Facts, now: number, notes: Notes): boolean;
}

/**
 * `all` is settled by one false child, `any` by one true child. Settled, the value holds as long as the longest of
 * the settling children holds; otherwise until the first child changes. Only children that decided give reasons.
 */
const settledBy =
  (settling: boolean) =>
  (nodes: readonly Node[]): Node => ({
    test(facts, now) {
      for (const node of nodes) if (node.test(facts, now) === settling) return settling;
      return !settling;
    },
    judge(facts, now, notes) {
      const { reasons } = notes;
      const start = reasons.length;
      let settled = false;
      let until = Infinity;
      for (const node of nodes) {
        const before = reasons.length;
        const value = node.judge(facts, now, notes);
        if (value === settling) {
          if (!settled) reasons.splice(start, before - start);
          until = settled ? Math.max(until, notes.until) : notes.until;
          settled = true;
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
