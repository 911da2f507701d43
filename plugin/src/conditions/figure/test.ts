import type { Json } from '../../json';
import { compileValueTest, isOperators } from '../filter';

const ORDERED = new Set(['$lt', '$lte', '$gt', '$gte', '$vlt', '$vlte', '$vgt', '$vgte', '$veq', '$vne']);

/**
 * What nothing passes. In filters null counts as zero; but of no orders there is no average, and none is "less than
 * 10": only tests for being unknown hold.
 */
const holdsOfNothing = (expected: Json): boolean => {
  if (!isOperators(expected)) return expected === null;
  return Object.entries(expected).every(([name, argument]) => {
    if (ORDERED.has(name)) return false;
    if (name === '$not') return !holdsOfNothing(argument as Json);
    return compileValueTest({ [name]: argument as Json })(null);
  });
};

/** A test of a figure, which may be null. */
export const compileFigureTest = (expected: Json): ((value: Json) => boolean) => {
  const holds = compileValueTest(expected);
  const ofNothing = holdsOfNothing(expected);
  return (value) => (value === null ? ofNothing : holds(value));
};
