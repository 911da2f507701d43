import { PluginError } from '../errors';
import { allOf, anyOf, emptyNotes, notOf, type Node } from './combine';
import { isAll, isAny, isNot, type Condition, type Leaf } from './condition';
import type { ConditionBehaviour, KindTools } from './kind';
import { nearest } from './nearest';
import { assertShape } from './shape';
import type { Judge, Reason } from './verdict';

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

const leafNode = (leaf: Leaf, path: string, behaviours: Behaviours, tools: KindTools): Node => {
  const { kind } = leaf;
  const compiled = behaviours.get(kind).compile(leaf as never, tools);
  return {
    test: compiled.test,
    judge(facts, now, notes) {
      const value = compiled.find(facts, now, notes);
      const reason: Reason = { path, kind, value, actual: notes.actual };
      notes.reasons.push(reason);
      return value;
    },
  };
};

const nodeOf = (condition: Condition, path: string, behaviours: Behaviours, tools: KindTools): Node => {
  const inside = (list: readonly Condition[], word: string): Node[] =>
    list.map((child, index) => nodeOf(child, below(path, `${word}.${index}`), behaviours, tools));
  if (isAll(condition)) return allOf(inside(condition.all, 'all'));
  if (isAny(condition)) return anyOf(inside(condition.any, 'any'));
  if (isNot(condition)) return notOf(nodeOf(condition.not, below(path, 'not'), behaviours, tools));
  return leafNode(condition, path, behaviours, tools);
};

/**
 * Compiles conditions with these kinds. The condition's form is checked first, so that one too deep is a clear
 * error and no overflow; throws `too-deep`, `too-large`, `invalid` or `not-found`.
 */
export const createCompile =
  (behaviours: Behaviours, tools: KindTools): Compile =>
  (condition) => {
    assertShape(condition);
    const node = nodeOf(condition, '', behaviours, tools);
    const judge: Judge = (facts, now) => {
      const notes = emptyNotes();
      const value = node.judge(facts, now, notes);
      return { value, until: notes.until === Infinity ? null : notes.until, reasons: notes.reasons };
    };
    judge.test = node.test;
    return judge;
  };
