import type { Json, JsonObject } from '../../json';
import type { Filter } from '../condition';
import { OPERATORS, type Groups, type Nested, type Test } from './operators';
import { reading } from './path';
import type { PatternBudget } from './pattern-budget';
import { numberOf, textOf } from './plain';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only `$` keys, and at least one: operators. Anything else is a value to be equal to. */
export const isOperators = (expected: unknown): expected is JsonObject => {
  if (!isObject(expected)) return false;
  const keys = Object.keys(expected);
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
};

const never: Test = () => false;

const not =
  (test: Test): Test =>
  (value, groups) =>
    !test(value, groups);

const every = (tests: readonly Test[]): Test => {
  const [first, second, ...others] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (others.length === 0) return (value, groups) => first(value, groups) && second(value, groups);
  return (value, groups) => {
    for (const test of tests) if (!test(value, groups)) return false;
    return true;
  };
};

/** In this language an `$or` of nothing holds. */
const some = (tests: readonly Test[]): Test =>
  tests.length === 0 ? () => true : (value, groups) => tests.some((test) => test(value, groups));

const equals = (expected: unknown, insensitive: boolean): Test => {
  switch (typeof expected) {
    case 'string': {
      if (!insensitive) return (value) => value === expected || textOf(value) === expected;
      const folded = expected.toLowerCase();
      return (value) => textOf(value).toLowerCase() === folded;
    }
    case 'number':
      return (value) => value === expected || numberOf(value) === expected;
    case 'boolean':
      return (value) => value !== null && Boolean(value) === expected;
    default: {
      if (expected === null) return (value) => value === null;
      const text = JSON.stringify(expected);
      return (value) => JSON.stringify(value) === text;
    }
  }
};

/** What filters and the documents in them mean, with a budget for their patterns or without. */
const compilerOf = (budget?: PatternBudget): Nested => {
  const compileValue = (expected: unknown, insensitive = false): Test => {
    if (!isOperators(expected)) return equals(expected, insensitive);
    return every(
      Object.entries(expected).map(([name, argument]) => {
        const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
        return operator ? operator(argument, nested) : never;
      }),
    );
  };

  const filtersIn = (list: unknown): readonly Test[] =>
    Array.isArray(list) ? list.map(compileTest) : [never];

  const compileEntry = ([key, expected]: [string, Json]): Test => {
    switch (key) {
      case '$and':
        return every(filtersIn(expected));
      case '$or':
        return some(filtersIn(expected));
      case '$nor':
        return not(some(filtersIn(expected)));
      case '$not':
        return not(compileTest(expected));
      default:
        return reading(key, compileValue(expected));
    }
  };

  const compileTest = (filter: unknown): Test =>
    isObject(filter) ? every(Object.entries(filter).map(compileEntry)) : never;

  const nested: Nested = { value: compileValue, filter: compileTest, isOperators, budget };
  return nested;
};

const plain = compilerOf();

/** Makes a filter ready to be tried on many objects. */
export const compileFilter = (
  filter: Filter,
  budget?: PatternBudget,
): ((attributes: unknown, groups?: Groups) => boolean) =>
  (budget ? compilerOf(budget) : plain).filter(filter) as (attributes: unknown, groups?: Groups) => boolean;

/** A test of one value: `{ "$gte": 3 }`, or a plain value to be equal to. */
export const compileValueTest = (expected: Json): ((value: unknown, groups?: Groups) => boolean) => {
  const test = plain.value(expected);
  return (value, groups) => test(value, groups);
};

/**
 * Whether a filter holds of some attributes, with the meaning of GrowthBook's SDK: what is missing is null,
 * JavaScript compares mixed types, an unknown operator is false. `groups` are the saved lists of `$inGroup`.
 */
export const matches = (filter: Filter, attributes: unknown, groups?: Groups): boolean =>
  compileFilter(filter)(attributes, groups);

/** The paths a filter looks at, each once. */
export const pathsOf = (filter: Filter): readonly string[] => {
  const paths = new Set<string>();
  const waiting: unknown[] = [filter];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!isObject(next)) continue;
    for (const [key, value] of Object.entries(next)) {
      if (!key.startsWith('$')) paths.add(key);
      else if (Array.isArray(value)) waiting.push(...value);
      else waiting.push(value);
    }
  }
  return [...paths];
};
