import type { Json } from '../../json';
import type { Filter } from '../condition';
import { compileFilter, isOperators, pathsOf } from '../filter';
import { inherited, pathReader } from '../filter/path';
import type { Code } from './code';

const COMPARING: Readonly<Record<string, string>> = {
  $eq: '===',
  $ne: '!==',
  $lt: '<',
  $lte: '<=',
  $gt: '>',
  $gte: '>=',
};

/** Longer lists are found faster in the set that the closure keeps. */
const LONGEST_LIST = 8;

const isPlain = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= LONGEST_LIST &&
  value.every((one) => typeof one === 'string');

/** Reads a path as `pathReader` does: what is missing is null. Undefined for names that objects answer to unasked. */
const readCode = (from: string, path: string, code: Code): string | undefined => {
  const parts = path.split('.');
  if (parts.some(inherited)) return undefined;
  const read = parts.reduce(
    (inner, part) =>
      code.once(`typeof ${inner} === 'object' && ${inner} !== null ? ${inner}[${code.literal(part)}] : null`),
    from,
  );
  return code.once(`${read} === undefined ? null : ${read}`);
};

const operatorCode = (
  value: string,
  name: string,
  argument: unknown,
  code: Code,
  otherwise: () => string,
): string | undefined => {
  const comparing = Object.hasOwn(COMPARING, name) ? COMPARING[name] : undefined;
  if (comparing !== undefined && isPlain(argument)) {
    const compared = `${value} ${comparing} ${code.literal(argument)}`;
    if (comparing.endsWith('==')) return compared;
    // To order an object JavaScript would ask it for a text, and it may have none.
    return `(typeof ${value} === 'object' && ${value} !== null ? ${otherwise()} : ${compared})`;
  }
  if (name !== '$in' || !isListOfTexts(argument)) return undefined;
  const isOne = argument.map((text) => `${value} === ${code.literal(text)}`).join(' || ');
  // A list passes when one in it does: that is rare, and the closure's work.
  return `(${isOne} || (${code.once(`typeof ${value} === 'object'`)} && ${otherwise()}))`;
};

/** JavaScript's `===` settles it for values of the same type; of all others the closure knows what is equal. */
const equalCode = (value: string, expected: string | number, code: Code, otherwise: () => string): string =>
  `(${value} === ${code.literal(expected)} || (typeof ${value} !== '${typeof expected}' && ${otherwise()}))`;

/** A filter on what `from` names: whatever has no code of its own is tried by its closure. */
export const filterCode = (filter: Filter, from: string, code: Code): string => {
  const entryCode = ([path, expected]: [string, Json]): string => {
    const byClosure = (wanted: Json): string => `${code.given(compileFilter({ [path]: wanted }))}(${from})`;
    const isTold = isOperators(expected) || isPlain(expected);
    const value = path.startsWith('$') || !isTold ? undefined : readCode(from, path, code);
    if (value === undefined) return byClosure(expected);
    if (!isOperators(expected)) {
      return equalCode(value, expected as string | number, code, () => byClosure(expected));
    }
    return Object.entries(expected)
      .map(([name, argument]) => {
        const otherwise = () => byClosure({ [name]: argument });
        return operatorCode(value, name, argument, code, otherwise) ?? otherwise();
      })
      .join(' && ');
  };
  const entries = Object.entries(filter).map(entryCode);
  return entries.length === 0 ? 'true' : `(${entries.join(' && ')})`;
};

/** What a filter looks at, as `readingOf` reads it. */
export const readingCode = (filter: Filter, from: string, code: Code): string => {
  const read = (path: string) => readCode(from, path, code) ?? `${code.given(pathReader(path))}(${from})`;
  return `[${pathsOf(filter).map(read).join(', ')}]`;
};
