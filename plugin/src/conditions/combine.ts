import type { Json } from '../json';
import type { Facts } from './facts';
import type { Finding } from './kind';

/**
 * What a judgement writes down on its way through the tree. One is kept for each condition and used again: a leaf that
 * decided is one number, its place in the condition times two and one more where it was true, and becomes a reason only
 * at the end.
 */
export interface Notes extends Finding {
  /** Until when the node judged last holds; Infinity when only a new fact can change it. */
  until: number;
  /** Of the leaf judged last. */
  actual: Json;
  count: number;
  readonly marks: Int32Array;
  /** By the leaf's place. */
  readonly actuals: Json[];
}

/** Where nobody asks why. */
export const noFinding = (): Finding => ({ until: Infinity, actual: null, explain: false });

export const emptyNotes = (leaves: number): Notes => ({
  until: Infinity,
  actual: null,
  explain: true,
  count: 0,
  marks: new Int32Array(leaves),
  actuals: Array.from({ length: leaves }, () => null),
});

export const noteLeaf = (notes: Notes, leaf: number, value: boolean): void => {
  notes.marks[notes.count] = value ? leaf * 2 + 1 : leaf * 2;
  notes.count += 1;
};

/** The value; until when it holds is written into `found`. */
export type Span = (facts: Facts, now: number, found: Finding) => boolean;

type Test = (facts: Facts, now: number) => boolean;

export interface Node {
  readonly test: Test;
  readonly span: Span;
  /** Only a new fact can change it. */
  readonly still: boolean;
  /** The same, and the leaves that decided. */
  readonly judge: (facts: Facts, now: number, notes: Notes) => boolean;
}

/** Drops what was noted between two places: what stands behind moves up. */
const cut = (notes: Notes, from: number, to: number): void => {
  const { marks, count } = notes;
  for (let index = to; index < count; index += 1) marks[from + index - to] = marks[index] as number;
  notes.count = count - to + from;
};

/** The first few without a loop: most conditions have no more, and the engine can look through the calls. */
const testOf = (settling: boolean, all: readonly Test[]): Test => {
  const [a, b, c, ...others] = all;
  if (!a) return () => !settling;
  if (!b) return a;
  if (settling) {
    if (!c) return (facts, now) => a(facts, now) || b(facts, now);
    if (others.length === 0) return (facts, now) => a(facts, now) || b(facts, now) || c(facts, now);
  } else {
    if (!c) return (facts, now) => a(facts, now) && b(facts, now);
    if (others.length === 0) return (facts, now) => a(facts, now) && b(facts, now) && c(facts, now);
  }
  return (facts, now) => {
    for (const test of all) if (test(facts, now) === settling) return settling;
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

/** The same with reasons: a child that did not decide takes its notes back. */
const judgeOfTwo =
  (settling: boolean, { judge: first }: Node, { judge: second }: Node): Node['judge'] =>
  (facts, now, notes) => {
    const start = notes.count;
    const a = first(facts, now, notes) === settling;
    const { until, count: between } = notes;
    if (a && until === Infinity) return settling;
    const b = second(facts, now, notes) === settling;
    if (a && b) notes.until = Math.max(until, notes.until);
    else if (b) cut(notes, start, between);
    else if (a) {
      notes.count = between;
      notes.until = until;
    } else notes.until = Math.min(until, notes.until);
    return a || b ? settling : !settling;
  };

/** The span of what the clock does not change. */
export const stillSpan =
  (test: Test): Span =>
  (facts, now, found) => {
    found.until = Infinity;
    return test(facts, now);
  };

const spanOfAll = (settling: boolean, spans: readonly Span[]): Span => {
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

/** What the clock does not change is looked at first: where that settles it, nothing else need be, and for ever. */
const spanOf = (settling: boolean, nodes: readonly Node[]): Span => {
  const stays = nodes.filter(({ still }) => still).map(({ test }) => test);
  const moving = nodes.filter(({ still }) => !still).map(({ span }) => span);
  const test = testOf(settling, stays);
  if (moving.length === 0) return stillSpan(test);
  const rest = spanOfAll(settling, moving);
  if (stays.length === 0) return rest;
  return (facts, now, found) => {
    if (test(facts, now) !== settling) return rest(facts, now, found);
    found.until = Infinity;
    return settling;
  };
};

/**
 * `all` is settled by one false child, `any` by one true child. Settled, the value holds as long as the longest of
 * the settling children holds; otherwise until the first child changes. Only children that decided give reasons.
 */
const judgeOf = (settling: boolean, nodes: readonly Node[]): Node['judge'] => {
  const [first, second] = nodes;
  if (first && nodes.length === 1) return first.judge;
  if (first && second && nodes.length === 2) return judgeOfTwo(settling, first, second);
  return (facts, now, notes) => {
    const start = notes.count;
    let settled = false;
    let until = Infinity;
    for (const { judge } of nodes) {
      const before = notes.count;
      const value = judge(facts, now, notes);
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
  };
};

const settledBy =
  (settling: boolean) =>
  (nodes: readonly Node[]): Node => ({
    test: testOf(
      settling,
      nodes.map(({ test }) => test),
    ),
    span: spanOf(settling, nodes),
    still: nodes.every(({ still }) => still),
    judge: judgeOf(settling, nodes),
  });

export const allOf = settledBy(false);
export const anyOf = settledBy(true);

/** The same of spans alone, where nobody asks why. */
export const allSpans = (spans: readonly Span[]): Span => spanOfAll(false, spans);
export const anySpans = (spans: readonly Span[]): Span => spanOfAll(true, spans);
export const notSpan =
  (span: Span): Span =>
  (facts, now, found) =>
    !span(facts, now, found);

export const notOf = (node: Node): Node => ({
  test: (facts, now) => !node.test(facts, now),
  span: notSpan(node.span),
  still: node.still,
  judge: (facts, now, notes) => !node.judge(facts, now, notes),
});
