import { LONGEST_MATCHED } from './pattern';
import { costOf, type PatternBudget } from './pattern-budget';
import { isAtMost, isLess, textOf } from './plain';
import { sortableVersion } from './version';

export type Groups = Readonly<Record<string, readonly unknown[]>>;

/** Whether a value passes; `groups` are the saved lists that `$inGroup` names. */
export type Test = (value: unknown, groups: Groups | undefined) => boolean;

/** How an operator asks the compiler for the meaning of the documents inside it. */
export interface Nested {
  value(expected: unknown, insensitive?: boolean): Test;
  filter(filter: unknown): Test;
  isOperators(expected: unknown): boolean;
  /** Where it is left out, patterns cost what they cost. */
  readonly budget?: PatternBudget;
}

export type Operator = (expected: unknown, nested: Nested) => Test;

const never: Test = () => false;
const opposite =
  (test: Test): Test =>
  (value, groups) =>
    !test(value, groups);

/** Past this many values a set finds faster than a list. Both compare as `===` does, and find NaN. */
const SMALL = 8;

const contains = (list: readonly unknown[]): ((value: unknown) => boolean) => {
  if (list.length <= SMALL) return (value) => list.includes(value);
  const set = new Set(list);
  return (value) => set.has(value);
};

const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Up to three texts, as most lists are: one look, and no list in between. */
const anyOfTexts = ([a, b = a, c = a]: readonly unknown[]): Test => {
  const isOne = (value: unknown): boolean => value === a || value === b || value === c;
  return (value) => value === a || value === b || value === c || (Array.isArray(value) && value.some(isOne));
};

const anyOf = (list: readonly unknown[], folded = false): Test => {
  if (!folded && list.length > 0 && list.length <= 3 && list.every((one) => typeof one === 'string')) {
    return anyOfTexts(list);
  }
  const has = contains(folded ? list.map(fold) : list);
  const found = folded ? (value: unknown) => has(fold(value)) : has;
  return (value) => (Array.isArray(value) ? value.some(found) : found(value));
};

const within =
  (folded: boolean): Operator =>
  (expected) =>
    Array.isArray(expected) ? anyOf(expected, folded) : never;

const without =
  (folded: boolean): Operator =>
  (expected) =>
    Array.isArray(expected) ? opposite(anyOf(expected, folded)) : never;

const everyOf =
  (insensitive: boolean): Operator =>
  (expected, nested) => {
    if (!Array.isArray(expected)) return never;
    const tests = expected.map((one) => nested.value(one, insensitive));
    return (value, groups) =>
      Array.isArray(value) && tests.every((test) => value.some((element) => test(element, groups)));
  };

/** The list is made ready once, and again when it is another. */
const inGroup: Operator = (name) => {
  const group = textOf(name);
  let ready: { readonly listed: readonly unknown[]; readonly test: Test } | undefined;
  return (value, groups) => {
    const listed = groups && Object.hasOwn(groups, group) ? groups[group] : undefined;
    if (listed === undefined) return false;
    if (ready?.listed !== listed) ready = { listed, test: anyOf(listed) };
    return ready.test(value, groups);
  };
};

/** A text of more than 1,000 characters matches nothing: no visitor can send what takes long to search. */
const regex =
  (flags: string): Operator =>
  (expected, { budget }) => {
    if (typeof expected !== 'string') return never;
    try {
      const pattern = new RegExp(expected, flags);
      const cost = costOf(expected);
      return (value) => {
        const text = textOf(value);
        const { length } = text;
        return length <= LONGEST_MATCHED && (!budget || budget.allows(cost(length))) && pattern.test(text);
      };
    } catch {
      return never;
    }
  };

const byVersion =
  (passes: (actual: string, expected: string) => boolean): Operator =>
  (expected) => {
    const wanted = sortableVersion(expected);
    return (value) => passes(sortableVersion(value), wanted);
  };

const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

/** All operators, with the meaning GrowthBook's SDK gives them (https://docs.growthbook.io/lib/build-your-own). */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: (expected) => (value) => value === expected,
  $ne: (expected) => (value) => value !== expected,
  // JavaScript's own comparison decides between mixed types: "8" is more than 5, null counts as 0.
  $lt: (expected) => (value) => isLess(value, expected),
  $lte: (expected) => (value) => isAtMost(value, expected),
  $gt: (expected) => (value) => isLess(expected, value),
  $gte: (expected) => (value) => isAtMost(expected, value),
  $exists: (expected) =>
    expected
      ? (value) => value !== null && value !== undefined
      : (value) => value === null || value === undefined,
  $in: within(false),
  $nin: without(false),
  $ini: within(true),
  $nini: without(true),
  $all: everyOf(false),
  $alli: everyOf(true),
  $inGroup: inGroup,
  $notInGroup: (name, nested) => opposite(inGroup(name, nested)),
  $not: (expected, nested) => opposite(nested.value(expected)),
  $size: (expected, nested) => {
    const test = nested.value(expected);
    return (value, groups) => Array.isArray(value) && test(value.length, groups);
  },
  $elemMatch: (expected, nested) => {
    const test = nested.isOperators(expected) ? nested.value(expected) : nested.filter(expected);
    return (value, groups) =>
      Array.isArray(value) && value.some((element) => (element ?? null) !== null && test(element, groups));
  },
  $regex: regex(''),
  $regexi: regex('i'),
  $type: (expected) => (value) => typeName(value) === expected,
  $veq: byVersion((actual, expected) => actual === expected),
  $vne: byVersion((actual, expected) => actual !== expected),
  $vgt: byVersion((actual, expected) => actual > expected),
  $vgte: byVersion((actual, expected) => actual >= expected),
  $vlt: byVersion((actual, expected) => actual < expected),
  $vlte: byVersion((actual, expected) => actual <= expected),
};
