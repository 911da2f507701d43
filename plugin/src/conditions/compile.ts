import { PluginError } from '../errors';
import type { Json } from '../json';
import {
  allOf,
  anyOf,
  emptyNotes,
  noFinding,
  noteLeaf,
  notOf,
  stillSpan,
  type Node,
  type Notes,
} from './combine';
import { isAll, isAny, isNot, type Condition, type Leaf } from './condition';
import type { Facts } from './facts';
import type { CompiledLeaf, ConditionBehaviour, KindTools } from './kind';
import { nearest } from './nearest';
import { assertShape } from './shape';
import type { Judge, Reason, Verdict } from './verdict';

export type Compile = (condition: Condition) => Judge;

/** Any kind's behaviour: which options belong to it, its own schema has checked. */
export type AnyBehaviour = ConditionBehaviour<never>;

export interface Behaviours {
  get(kind: string): AnyBehaviour;
}

/** Finds behaviours by kind, in the browser as on the server; throws `not-found` with the nearest kind. */
export const behavioursOf = (list: readonly AnyBehaviour[]): Behaviours => {
  const byKind = new Map(list.map((behaviour) => [behaviour.kind, behaviour]));
  return {
    get(kind) {
      const found = byKind.get(kind);
      if (found) return found;
      throw new PluginError(
        'not-found',
        `There is no condition of the kind "${kind}". ${nearest(kind, [...byKind.keys()])}`,
      );
    },
  };
};

const below = (path: string, step: string | number): string => (path === '' ? `${step}` : `${path}.${step}`);

/** A leaf made ready, and where it stands in the condition. */
export interface ReadyLeaf extends CompiledLeaf {
  readonly leaf: Leaf;
  readonly path: string;
}

/** A condition, and the closures of its leaves from left to right, as one function; undefined where there can be none. */
export type Write = (condition: Condition, leaves: readonly ReadyLeaf[]) => WrittenJudge | undefined;

export type WrittenJudge = (facts: Facts, now: number) => Verdict;

const leafNode = (
  leaf: Leaf,
  path: string,
  behaviours: Behaviours,
  tools: KindTools,
  leaves: ReadyLeaf[],
): Node => {
  const { test, find, reading } = behaviours.get(leaf.kind).compile(leaf as never, tools);
  const place = leaves.push({ leaf, path, test, find, reading }) - 1;
  const span = find ?? stillSpan(test);
  return {
    test,
    span,
    still: find === undefined,
    judge: !find
      ? (facts, now, notes) => {
          const value = test(facts, now);
          notes.until = Infinity;
          noteLeaf(notes, place, value);
          return value;
        }
      : (facts, now, notes) => {
          const value = find(facts, now, notes);
          if (!reading) notes.actuals[place] = notes.actual;
          noteLeaf(notes, place, value);
          return value;
        },
  };
};

const reasonAt = (
  { marks, actuals }: Notes,
  leaves: readonly ReadyLeaf[],
  index: number,
  facts: Facts,
): Reason => {
  const mark = marks[index] as number;
  const place = mark >> 1;
  const { path, leaf, reading } = leaves[place] as ReadyLeaf;
  const { kind } = leaf;
  if (reading) return { path, kind, value: (mark & 1) === 1, actual: reading(facts) };
  const actual = actuals[place] as Json;
  // Nothing of anybody's is kept until the next judgement.
  actuals[place] = null;
  return { path, kind, value: (mark & 1) === 1, actual };
};

/** What was noted, as reasons; mostly there is one, and lists that grow cost more than the judgement. */
const reasonsOf = (notes: Notes, leaves: readonly ReadyLeaf[], facts: Facts): readonly Reason[] => {
  const { count } = notes;
  if (count === 1) return [reasonAt(notes, leaves, 0, facts)];
  if (count === 2) return [reasonAt(notes, leaves, 0, facts), reasonAt(notes, leaves, 1, facts)];
  const reasons: Reason[] = [];
  for (let index = 0; index < count; index += 1) reasons.push(reasonAt(notes, leaves, index, facts));
  return reasons;
};

const moment = (until: number): number | null => (until === Infinity ? null : until);

const nodeOf = (
  condition: Condition,
  path: string,
  behaviours: Behaviours,
  tools: KindTools,
  leaves: ReadyLeaf[],
): Node => {
  const inside = (list: readonly Condition[], word: string): Node[] =>
    list.map((child, index) => nodeOf(child, below(path, `${word}.${index}`), behaviours, tools, leaves));
  if (isAll(condition)) return allOf(inside(condition.all, 'all'));
  if (isAny(condition)) return anyOf(inside(condition.any, 'any'));
  if (isNot(condition)) return notOf(nodeOf(condition.not, below(path, 'not'), behaviours, tools, leaves));
  return leafNode(condition, path, behaviours, tools, leaves);
};

/** Writing a condition as code takes as long as it saves in so many judgements: some 0.3 ms, and 50 ns each. */
const MANY = 5_000;

/**
 * Compiles conditions with these kinds. The condition's form is checked first, so that one too deep is a clear
 * error and no overflow; throws `too-deep`, `too-large`, `invalid` or `not-found`. With `write`, what was judged with its
 * reasons `many` times is written as code.
 */
export const createCompile =
  (behaviours: Behaviours, tools: KindTools, write?: Write, many = MANY): Compile =>
  (condition) => {
    assertShape(condition);
    const leaves: ReadyLeaf[] = [];
    const node = nodeOf(condition, '', behaviours, tools, leaves);
    const why = emptyNotes(leaves.length);
    let left = write ? many : Infinity;
    let written: WrittenJudge | undefined;
    const judge: Judge = (facts, now) => {
      if (written) return written(facts, now);
      left -= 1;
      if (left === 0) written = write?.(condition, leaves);
      why.count = 0;
      const value = node.judge(facts, now, why);
      return { value, until: moment(why.until), reasons: reasonsOf(why, leaves, facts) };
    };
    const { test, span } = node;
    const found = noFinding();
    // The same function for all of them: the engine looks through the calls of those that many conditions share.
    judge.until = (facts, now) => {
      const value = span(facts, now, found);
      return { value, until: moment(found.until) };
    };
    judge.test = test;
    return judge;
  };
