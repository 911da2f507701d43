import type { Compile } from '../compile';
import { isAll, isAny, isNot, type Condition } from '../condition';
import type { Facts } from '../facts';
import type { Judge } from '../verdict';
import { createWriting, type Code } from './code';
import { LEAF_CODES } from './codes';
import { allowed, functionOf } from './function';
import { partsOf } from './portions';

/** Judges several conditions at once: `held[index]` becomes 1 where the condition at that place holds, else 0. */
export interface Fused {
  (facts: Facts, now: number, held: Uint8Array): void;
  /** False where this process forbids code made at run time: then each is judged by its closure. */
  readonly isGenerated: boolean;
}

type Part = (facts: Facts, now: number, held: Uint8Array, from: number) => void;

const codeOf = (condition: Condition, code: Code, compile: Compile): string => {
  const joined = (list: readonly Condition[], sign: string, none: string): string =>
    list.length === 0 ? none : `(${list.map((one) => codeOf(one, code, compile)).join(sign)})`;
  if (isAll(condition)) return joined(condition.all, ' && ', 'true');
  if (isAny(condition)) return joined(condition.any, ' || ', 'false');
  if (isNot(condition)) return `!${codeOf(condition.not, code, compile)}`;
  const own = Object.hasOwn(LEAF_CODES, condition.kind) ? LEAF_CODES[condition.kind] : undefined;
  return own?.(condition as never, code)?.value ?? `${code.given(compile(condition).test)}(facts, now)`;
};

const generated = (conditions: readonly Condition[], compile: Compile): Part => {
  const writing = createWriting();
  const answers = conditions.map(
    (condition, index) => `held[from + ${index}] = ${codeOf(condition, writing, compile)} ? 1 : 0;`,
  );
  return functionOf('facts, now, held, from', [...writing.lines, ...answers], writing.givens);
};

const called = (conditions: readonly Condition[], compile: Compile): Part => {
  const tests = conditions.map((condition) => compile(condition).test);
  return (facts, now, held, from) => {
    for (let index = 0; index < tests.length; index += 1) {
      held[from + index] = tests[index]?.(facts, now) ? 1 : 0;
    }
  };
};

/**
 * Makes one function of many conditions, for judging many people: what they share is read once. `compile` is the
 * language's own, and decides what is a condition: it throws for what is none.
 */
export const createFuse =
  (compile: Compile) =>
  (conditions: readonly Condition[]): Fused => {
    for (const condition of conditions) compile(condition);
    const { parts, isGenerated } = partsOf(conditions, compile, generated, called);
    const judge = (facts: Facts, now: number, held: Uint8Array): void => {
      let from = 0;
      for (const { run, size } of parts) {
        run(facts, now, held, from);
        from += size;
      }
    };
    return Object.assign(judge, { isGenerated });
  };

/** The value of one condition as generated code, for counting many people; its closure where code is forbidden. */
export const createHolds =
  (compile: Compile) =>
  (condition: Condition): Judge['test'] => {
    const { test } = compile(condition);
    const generate = (): Judge['test'] => {
      const writing = createWriting();
      const answer = codeOf(condition, writing, compile);
      return functionOf('facts, now', [...writing.lines, `return ${answer};`], writing.givens);
    };
    return allowed(generate) ?? test;
  };
