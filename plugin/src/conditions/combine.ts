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
  count: number;
  readonly leaves: LeafName[];
  readonly values: boolean[];
  readonly actuals: Json[];
}

/** Where nobody asks why. */
export const noFinding = (): Finding => ({ until: Infinity, actual: null, explain: false });

export const emptyNotes = (): Notes => ({
  until: Infinity,
  actual: null,
  explain: true,
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

/** The value; until when it holds is written into `found`. */
export type Span = (facts: Facts, now: number, found: Finding) => boolean;

export interface Node {
  test(facts: Facts, now: number): boolean;
  readonly span: Span;
  /** The same, and the leaves that decided. */
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

/** Two nodes are what most conditions have: no loop, and every call in a place of its own. */
const spanOfTwo =
  (settling: boolean, first: Span, second: Span): Span =>
  (facts, now, found) => {
    const a = first(facts, now, found) === settling;
    const { until } = found;
    if (a && until === Infinity) return settling;
    const b = second(facts, now, found) === settling;
    if (a && b) found.until = Math.max(until, found.until);
    else if (a) found.until = until;
    else if (!b) found.until = Math.min(until, found.until);
    return a || b ? settling : !settling;
  };

const spanOf = (settling: boolean, spans: readonly Span[]): Span => {
  const [first, second] = spans;
  if (first && spans.length === 1) return first;
  if (first && second && spans.length === 2) return spanOfTwo(settling, first, second);
  return (facts, now, found) => {
    let settled = false;
    let until = Infinity;
    for (const span of spans) {
      const settles = span(facts, now, found) === settling;
      if (settles) until = settled ? Math.max(until, found.until) : found.until;
      else if (!settled) until = Math.min(until, found.until);
      settled ||= settles;
      if (settled && until === Infinity) break;
    }
    found.until = until;
    return settled === settling;
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
    span: spanOf(
      settling,
      nodes.map(({ span }) => span),
    ),
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

/** The same of spans alone, where nobody asks why. */
export const allSpans = (spans: readonly Span[]): Span => spanOf(false, spans);
export const anySpans = (spans: readonly Span[]): Span => spanOf(true, spans);
export const notSpan =
  (span: Span): Span =>
  (facts, now, found) =>
    !span(facts, now, found);

export const notOf = (node: Node): Node => ({
  test: (facts, now) => !node.test(facts, now),
  span: notSpan(node.span),
  judge: (facts, now, notes) => !node.judge(facts, now, notes),
});
