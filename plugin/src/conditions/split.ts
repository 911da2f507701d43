import { allSpans, anySpans, noFinding, notSpan, type Span } from './combine';
import { isAll, isAny, isNot, type Condition, type Leaf } from './condition';
import type { Facts } from './facts';
import type { Judge } from './verdict';

/**
 * A condition in which the request has a say, taken apart: what the facts alone decide is kept with the membership,
 * what the request decides is judged at each request, and the frame puts the two together.
 */
export interface Split {
  /** True of everyone of whom the condition could hold on some request: the segment is at most this. */
  readonly atMost: Condition;
  /** The largest pieces that the facts alone decide. */
  readonly parts: readonly Condition[];
  readonly frame: Frame;
}

/** The condition with its parts taken out and numbered. */
export type Frame =
  | { readonly all: readonly Frame[] }
  | { readonly any: readonly Frame[] }
  | { readonly not: Frame }
  | { readonly part: number }
  | { readonly leaf: Leaf };

const TRUE: Condition = { all: [] };
const FALSE: Condition = { any: [] };

/** Takes a condition apart; `ofRequest` tells the leaves that only a request can decide. */
export const splitCondition = (condition: Condition, ofRequest: (leaf: Leaf) => boolean): Split => {
  const parts: Condition[] = [];

  const mixed = (node: Condition): boolean => {
    if (isAll(node)) return node.all.some(mixed);
    if (isAny(node)) return node.any.some(mixed);
    if (isNot(node)) return mixed(node.not);
    return ofRequest(node);
  };

  const part = (node: Condition): Frame => ({ part: parts.push(node) - 1 });

  /** What the facts decide among the children of one node is one part, not many. */
  const children = (
    nodes: readonly Condition[],
    join: (known: readonly Condition[]) => Condition,
  ): Frame[] => {
    const known = nodes.filter((node) => !mixed(node));
    const [only] = known;
    const together = known.length === 1 && only ? [part(only)] : known.length > 1 ? [part(join(known))] : [];
    return [...together, ...nodes.filter(mixed).map(frameOf)];
  };

  const frameOf = (node: Condition): Frame => {
    if (!mixed(node)) return part(node);
    if (isAll(node)) return { all: children(node.all, (all) => ({ all })) };
    if (isAny(node)) return { any: children(node.any, (any) => ({ any })) };
    if (isNot(node)) return { not: frameOf(node.not) };
    return { leaf: node };
  };

  /** The condition with every answer of the request taken as `wish` would have it; a `not` turns the wish round. */
  const bound = (node: Condition, wish: boolean): Condition => {
    if (isAll(node)) return { all: node.all.map((child) => bound(child, wish)) };
    if (isAny(node)) return { any: node.any.map((child) => bound(child, wish)) };
    if (isNot(node)) return { not: bound(node.not, !wish) };
    if (!ofRequest(node)) return node;
    return wish ? TRUE : FALSE;
  };

  return { atMost: bound(condition, true), frame: frameOf(condition), parts };
};

/** Judges the frame with the parts' kept answers and the request's facts. */
export const compileFrame = (
  frame: Frame,
  compile: (condition: Condition) => Judge,
): ((parts: readonly boolean[], facts: Facts, now: number) => { value: boolean; until: number | null }) => {
  const kept: { now: readonly boolean[] } = { now: [] };
  const spanOf = (piece: Frame): Span => {
    if ('all' in piece) return allSpans(piece.all.map(spanOf));
    if ('any' in piece) return anySpans(piece.any.map(spanOf));
    if ('not' in piece) return notSpan(spanOf(piece.not));
    if ('part' in piece) {
      return (_facts, _now, found) => {
        found.until = Infinity;
        return kept.now[piece.part] === true;
      };
    }
    const judge = compile(piece.leaf);
    return (facts, now, found) => {
      const verdict = judge.until(facts, now);
      found.until = verdict.until ?? Infinity;
      return verdict.value;
    };
  };
  const span = spanOf(frame);
  return (parts, facts, now) => {
    kept.now = parts;
    const found = noFinding();
    const value = span(facts, now, found);
    return { value, until: found.until === Infinity ? null : found.until };
  };
};
