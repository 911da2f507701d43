import type { Compile, ReadyLeaf } from '../compile';
import type { Condition, Leaf } from '../condition';
import type { Facts } from '../facts';
import { leavesOf } from '../parts';
import { functionOf } from './function';
import { partsOf } from './portions';
import { pageOf, variable, writeNode } from './write-node';

/** Hears of each condition as soon as it was judged, in their order; `until` is Infinity where only a new fact can change it. */
export type Tell = (index: number, value: boolean, until: number) => void;

/**
 * Judges several conditions and says of each until when. A condition may ask for a segment that another one before it
 * tells of: what is told may be written into the facts' segments at once. Throws what any of them throws; those before
 * it were told.
 */
export type FusedUntil = (facts: Facts, now: number, tell: Tell) => void;

type Part = (facts: Facts, now: number, tell: Tell, from: number) => void;

const leafOf = (leaf: Leaf, compile: Compile): ReadyLeaf => {
  const judge = compile(leaf);
  return {
    leaf,
    path: '',
    test: judge.test,
    find(facts, now, found) {
      const { value, until } = judge.until(facts, now);
      found.until = until ?? Infinity;
      return value;
    },
  };
};

const generated = (conditions: readonly Condition[], compile: Compile): Part => {
  const page = pageOf(
    conditions.flatMap(leavesOf).map((leaf) => leafOf(leaf, compile)),
    false,
  );
  const answers = conditions.flatMap((condition, index) => {
    const { value, until, lines } = writeNode(condition, variable(page, 'false'), page);
    return [...lines, `tell(from + ${index}, ${value}, ${until ?? 'Infinity'});`];
  });
  const { code, variables } = page;
  return functionOf('facts, now, tell, from', [...code.lines, ...variables, ...answers], code.givens);
};

const called = (conditions: readonly Condition[], compile: Compile): Part => {
  const judges = conditions.map(compile);
  return (facts, now, tell, from) => {
    judges.forEach((judge, index) => {
      const { value, until } = judge.until(facts, now);
      tell(from + index, value, until ?? Infinity);
    });
  };
};

/** Makes one function of many conditions that says until when, as `createFuse` does of values alone; where code may not be generated their closures judge. */
export const createFuseUntil =
  (compile: Compile) =>
  (conditions: readonly Condition[]): FusedUntil => {
    const { parts } = partsOf(conditions, compile, generated, called);
    return (facts, now, tell) => {
      let from = 0;
      for (const { run, size } of parts) {
        run(facts, now, tell, from);
        from += size;
      }
    };
  };
