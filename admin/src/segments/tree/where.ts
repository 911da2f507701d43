import type { Filter } from '../../../../plugin/src/conditions/condition';
import { isJsonObject, type Json, type JsonObject } from '../../../../plugin/src/json';

/** One test of a `where`: [country] [is one of] [DE, AT]. With `[]` in its path, of some item of a list. */
export interface Test {
  readonly path: string;
  readonly operator: string;
  readonly value: Json;
}

const operatorsOf = (expected: Json): JsonObject | undefined =>
  isJsonObject(expected) && Object.keys(expected).some((key) => key.startsWith('$')) ? expected : undefined;

/** Operators whose argument is a filter again: they are edited as JSON. */
const NESTED = new Set(['$not', '$elemMatch', '$and', '$or', '$nor']);

/** What the path of a test says of a list: an item of `products` in `products[].price`. */
const OF_ITEM = '[].';

/** A test of one thing in the items of a list; more than one must hold of the same item, which no row can show. */
const itemTest = (path: string, filter: Json): Test | undefined => {
  if (!isJsonObject(filter) || path.includes(OF_ITEM) || operatorsOf(filter)) return undefined;
  const [test, ...others] = testsOf(filter) ?? [];
  if (!test || others.length > 0 || test.path.includes(OF_ITEM)) return undefined;
  return { ...test, path: `${path}${OF_ITEM}${test.path}` };
};

/** The test as the filter has it. */
const storedTest = (test: Test): Test => {
  const at = test.path.indexOf(OF_ITEM);
  if (at < 0) return test;
  const inner = { ...test, path: test.path.slice(at + OF_ITEM.length) };
  return { path: test.path.slice(0, at), operator: '$elemMatch', value: whereOf([inner]) };
};

/** The tests of a filter, or undefined when it says more than a row can show. */
export const testsOf = (where: Filter | undefined): readonly Test[] | undefined => {
  const tests: Test[] = [];
  for (const [path, expected] of Object.entries(where ?? {})) {
    if (path.startsWith('$')) {
      const parts = path === '$and' && Array.isArray(expected) ? expected : undefined;
      if (!parts) return undefined;
      for (const part of parts) {
        const inner = isJsonObject(part) ? testsOf(part) : undefined;
        if (!inner) return undefined;
        tests.push(...inner);
      }
      continue;
    }
    const operators = operatorsOf(expected);
    if (!operators) {
      if (isJsonObject(expected)) return undefined;
      tests.push({ path, operator: '$eq', value: expected });
      continue;
    }
    for (const [operator, value] of Object.entries(operators)) {
      const test = operator === '$elemMatch' ? itemTest(path, value) : { path, operator, value };
      if (!test || NESTED.has(test.operator)) return undefined;
      tests.push(test);
    }
  }
  return tests;
};

/** The filter that the tests make together; a test that repeats an operator of the same path goes into `$and`. */
export const whereOf = (tests: readonly Test[]): Filter => {
  const where: Record<string, Record<string, Json>> = {};
  const again: JsonObject[] = [];
  for (const { path, operator, value } of tests.map(storedTest)) {
    const operators = (where[path] ??= {});
    if (operator in operators) again.push({ [path]: { [operator]: value } });
    else operators[operator] = value;
  }
  const plain = Object.fromEntries(
    Object.entries(where).map(([path, operators]): [string, Json] => {
      const { $eq, ...others } = operators;
      return [
        path,
        $eq !== undefined && Object.keys(others).length === 0 && !isJsonObject($eq) ? $eq : operators,
      ];
    }),
  );
  return again.length === 0 ? plain : { ...plain, $and: again };
};

/**
 * A test of another path, as it is first chosen: of a list it asks what is in it, since a list is equal to no one value.
 * A comparison that somebody has chosen stays.
 */
export const testOfPath = (test: Test, path: string, isList: boolean): Test => {
  if (!isList || test.operator !== '$eq') return { ...test, path };
  const value = Array.isArray(test.value) ? test.value : [test.value].filter((one) => one !== '');
  return { path, operator: '$in', value };
};
