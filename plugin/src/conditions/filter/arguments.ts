import type { Fault } from '../shape';

export const MOST_VALUES = 5_000;
const LONGEST_KEY = 60;

export const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isOrdered = (value: unknown): boolean => typeof value === 'string' || isNumber(value);
const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'boolean' || isOrdered(value);

interface Argument {
  readonly is: (argument: unknown) => boolean;
  readonly takes: string;
}

const SCALAR: Argument = { is: isScalar, takes: 'a text, a number, true, false or null' };
const ORDERED: Argument = { is: isOrdered, takes: 'a number or a text' };
const VERSION: Argument = {
  is: (argument) => argument !== '' && isOrdered(argument),
  takes: 'a version, as "2.1.0"',
};
const LIST: Argument = { is: (argument) => Array.isArray(argument), takes: 'a list' };
const GROUP: Argument = {
  is: (argument) => typeof argument === 'string' && argument.length > 0 && argument.length <= LONGEST_KEY,
  takes: 'the key of a saved group',
};
const SCALARS: Argument = {
  is: (argument) => Array.isArray(argument) && argument.every(isScalar),
  takes: 'a list of texts, numbers, true, false or null',
};

/** What stands behind an operator; the others take documents, and are looked into. */
const ARGUMENTS: Readonly<Record<string, Argument>> = {
  $eq: SCALAR,
  $ne: SCALAR,
  $lt: ORDERED,
  $lte: ORDERED,
  $gt: ORDERED,
  $gte: ORDERED,
  $exists: { is: (argument) => typeof argument === 'boolean', takes: 'true or false' },
  $in: SCALARS,
  $nin: SCALARS,
  $ini: SCALARS,
  $nini: SCALARS,
  $all: LIST,
  $alli: LIST,
  $inGroup: GROUP,
  $notInGroup: GROUP,
  $veq: VERSION,
  $vne: VERSION,
  $vgt: VERSION,
  $vgte: VERSION,
  $vlt: VERSION,
  $vlte: VERSION,
};

/** What is wrong with a value behind an operator by its type. */
export const argumentFaults = (name: string, argument: unknown, path: Fault['path']): readonly Fault[] => {
  const wanted = ARGUMENTS[name];
  if (!wanted) return [];
  if (Array.isArray(argument) && argument.length > MOST_VALUES) {
    return [{ path, message: `A list may have ${MOST_VALUES} values at most.` }];
  }
  return wanted.is(argument) ? [] : [{ path, message: `"${name}" takes ${wanted.takes}.` }];
};
