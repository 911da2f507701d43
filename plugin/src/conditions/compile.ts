import { PluginError } from '../errors';
import type { Json } from '../json';
import {
  allOf,
  anyOf,
  emptyNotes,
  noFinding,
  noteLeaf,
  notOf,
  type LeafName,
  type Node,
  type Notes,
} from './combine';
import { isAll, isAny, isNot, type Condition, type Leaf } from './condition';
import type { Facts } from './facts';
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
  const name: LeafName = { path, kind, reading: compiled.reading };
  return {
    test: compiled.test,
    span: compiled.find,
    judge(facts, now, notes) {
      const value = compiled.find(facts, now, notes);
      noteLeaf(notes, name, value);
      return value;
    },
  };
};

const reasonAt = ({ leaves, values, actuals }: Notes, index: number, facts: Facts): Reason => {
  const { path, kind, reading } = leaves[index] as LeafName;
  const actual = reading === undefined ? (actuals[index] as Json) : reading(facts);
  // Nothing of anybody's is kept until the next judgement.
  actuals[index] = null;
  return { path, kind, value: values[index] as boolean, actual };
};

/** What was noted, as reasons; mostly there is one, and lists that grow cost more than the judgement. */
const reasonsOf = (notes: Notes, facts: Facts): readonly Reason[] => {
  const { count } = notes;
  if (count === 1) return [reasonAt(notes, 0, facts)];
  if (count === 2) return [reasonAt(notes, 0, facts), reasonAt(notes, 1, facts)];
  const reasons: Reason[] = [];
  for (let index = 0; index < count; index += 1) reasons.push(reasonAt(notes, index, facts));
  return reasons;
};

const moment = (until: number): number | null => (until === Infinity ? null : until);

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
    const why = emptyNotes();
    const judge: Judge = (facts, now) => {
      why.count = 0;
      const value = node.judge(facts, now, why);
      return { value, until: moment(why.until), reasons: reasonsOf(why, facts) };
    };
    const found = noFinding();
    judge.until = (facts, now) => {
      const value = node.span(facts, now, found);
      return { value, until: moment(found.until) };
    };
    judge.test = node.test;
    return judge;
  };
