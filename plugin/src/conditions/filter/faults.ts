import { nearest } from '../nearest';
import type { Fault } from '../shape';
import { argumentFaults, isNumber, MOST_VALUES } from './arguments';
import { isOperators } from './filter';
import { OPERATORS } from './operators';
import { mayTakeForEver } from './pattern';
import { textOf } from './plain';

type Path = readonly (string | number)[];

const DEEPEST = 12;
const LONGEST_PATTERN = 200;
const TYPES = ['string', 'number', 'boolean', 'array', 'object', 'null'];
const KNOWN = Object.keys(OPERATORS);
const PATTERNS = ['$regex', '$regexi'];
const FILTER_LISTS = ['$and', '$or', '$nor'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const patternFaults = (pattern: unknown, path: Path): readonly Fault[] => {
  if (typeof pattern !== 'string') return [{ path, message: 'A pattern is text.' }];
  if (pattern.length > LONGEST_PATTERN) {
    return [{ path, message: `A pattern may have ${LONGEST_PATTERN} characters at most.` }];
  }
  try {
    new RegExp(pattern);
  } catch {
    return [{ path, message: 'This pattern is not a regular expression.' }];
  }
  const message =
    'On a long text this pattern could take for ever: begin it with "^", repeat less, or make several tests of it.';
  return mayTakeForEver(pattern) ? [{ path, message }] : [];
};

const operatorFaults = (name: string, argument: unknown, path: Path, depth: number): readonly Fault[] => {
  if (!Object.hasOwn(OPERATORS, name)) {
    return [{ path, message: `There is no operator "${name}". ${nearest(name, KNOWN)}` }];
  }
  const faults = argumentFaults(name, argument, path);
  if (faults.length > 0) return faults;
  if (PATTERNS.includes(name)) return patternFaults(argument, path);
  if (name === '$type' && !TYPES.includes(textOf(argument))) {
    return [
      {
        path,
        message: `There is no type "${textOf(argument).slice(0, 40)}". There are: ${TYPES.join(', ')}.`,
      },
    ];
  }
  if (name === '$size') return numberFaults(argument, path, depth + 1);
  if (name === '$not') return valueFaults(argument, path, depth + 1);
  if (name === '$all' || name === '$alli') {
    return (argument as readonly unknown[]).flatMap((one, index) =>
      valueFaults(one, [...path, index], depth + 1),
    );
  }
  if (name === '$elemMatch') {
    return isOperators(argument)
      ? valueFaults(argument, path, depth + 1)
      : filterFaults(argument, path, depth + 1);
  }
  return [];
};

const pathFaults = (key: string, path: Path): readonly Fault[] =>
  key === '' || key.length > 200 ? [{ path, message: 'A path has 1 to 200 characters.' }] : [];

/** What is wrong with a value or the operators on it. */
export const valueFaults = (expected: unknown, path: Path = [], depth = 1): readonly Fault[] => {
  if (depth > DEEPEST) return [{ path, message: `A filter may be ${DEEPEST} deep at most.` }];
  if (!isObject(expected)) return [];
  const names = Object.keys(expected).filter((key) => key.startsWith('$'));
  if (names.length === 0) return [];
  if (names.length < Object.keys(expected).length) {
    return [{ path, message: 'Operators and other keys do not go together.' }];
  }
  return names.flatMap((name) => operatorFaults(name, expected[name], [...path, name], depth));
};

const ON_NUMBERS = ['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$nin', '$not', '$exists'];

const numberOperatorFaults = (
  name: string,
  argument: unknown,
  path: Path,
  depth: number,
): readonly Fault[] => {
  if (!ON_NUMBERS.includes(name)) {
    return [{ path, message: `Numbers know no operator "${name}". ${nearest(name, ON_NUMBERS)}` }];
  }
  if (name === '$not') return numberFaults(argument, path, depth + 1);
  if (name === '$exists') {
    return typeof argument === 'boolean' ? [] : [{ path, message: '"$exists" takes true or false.' }];
  }
  if (name === '$in' || name === '$nin') {
    return Array.isArray(argument) && argument.length <= MOST_VALUES && argument.every(isNumber)
      ? []
      : [{ path, message: `"${name}" takes a list of numbers, ${MOST_VALUES} at most.` }];
  }
  return isNumber(argument) ? [] : [{ path, message: `"${name}" takes a number.` }];
};

/** What is wrong with a test of a number. */
export const numberFaults = (expected: unknown, path: Path = [], depth = 1): readonly Fault[] => {
  if (depth > DEEPEST) return [{ path, message: `A filter may be ${DEEPEST} deep at most.` }];
  if (isNumber(expected)) return [];
  if (!isObject(expected) || Object.keys(expected).length === 0) {
    return [{ path, message: 'Give a number, or operators on one, as { "$gte": 3 }.' }];
  }
  return Object.entries(expected).flatMap(([name, argument]) =>
    numberOperatorFaults(name, argument, [...path, name], depth),
  );
};

/** What is wrong with a filter document. */
export const filterFaults = (filter: unknown, path: Path = [], depth = 1): readonly Fault[] => {
  if (depth > DEEPEST) return [{ path, message: `A filter may be ${DEEPEST} deep at most.` }];
  if (!isObject(filter)) return [{ path, message: 'A filter is an object of paths and values.' }];
  return Object.entries(filter).flatMap(([key, expected]): readonly Fault[] => {
    const here = [...path, key];
    if (FILTER_LISTS.includes(key)) {
      if (!Array.isArray(expected)) return [{ path: here, message: `"${key}" takes a list of filters.` }];
      return expected.flatMap((one, index) => filterFaults(one, [...here, index], depth + 1));
    }
    if (key === '$not') return filterFaults(expected, here, depth + 1);
    if (key.startsWith('$') && key !== '$groups') {
      const known = [...FILTER_LISTS, '$not', ...KNOWN];
      const inside = Object.hasOwn(OPERATORS, key)
        ? `"${key}" stands behind a path, as in { "country": { "${key}": … } }.`
        : '';
      return [{ path: here, message: inside || `There is no operator "${key}". ${nearest(key, known)}` }];
    }
    return [...pathFaults(key, here), ...valueFaults(expected, here, depth)];
  });
};
