import type { Filter } from '../../../../plugin/src/conditions/condition';
import { isJsonObject, type Json, type JsonObject } from '../../../../plugin/src/json';

/** One test of a `where`: [country] [is one of] [DE, AT]. */
export interface Test {
  readonly path: string;
  readonly operator: string;
  readonly value: Json;
}

const operatorsOf = (expected: Json): JsonObject | undefined =>
  isJsonObject(expected) && Object.keys(expected).some((key) => key.startsWith('$')) ? expected : undefined;

/** Operators whose argument is a filter again: they are edited as JSON. */
const NESTED = new Set(['$not', '$elemMatch', '$and', '$or', '$nor']);

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
      if (NESTED.has(operator)) return undefined;
      tests.push({ path, operator, value });
    }
  }
  return tests;
};

/** The filter that the tests make together; a test that repeats an operator of the same path goes into `$and`. */
export const whereOf = (tests: readonly Test[]): Filter => {
  const where: Record<string, Record<string, Json>> = {};
  const again: JsonObject[] = [];
  for (const { path, operator, value } of tests) {
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
