import { PluginError, type ErrorCode } from '../errors';

export const DEEPEST = 20;
export const MOST_NODES = 500;

export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface ShapeFault extends Fault {
  readonly code: ErrorCode;
}

interface Waiting {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly depth: number;
}

const TOO_LARGE = `A condition may have ${MOST_NODES} parts at most.`;
const WORDS = ['all', 'any', 'not'] as const;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * How many tests stand in the options of a part: the keys inside them that are no operators, and the documents in lists.
 * Endless where they go deeper than anything we would walk down into.
 */
export const testsIn = (options: object): number => {
  let level: object[] = Object.values(options).filter(isNested);
  let tests = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return Infinity;
    for (const value of level) {
      tests += Array.isArray(value)
        ? value.filter(isNested).length
        : Object.keys(value).filter((key) => !key.startsWith('$')).length;
    }
    level = level.flatMap((inner): unknown[] => Object.values(inner)).filter(isNested);
  }
  return tests;
};

/** The form of the tree, not of its leaves: found with a list of its own, so that no depth can overflow the stack. */
export const shapeFault = (condition: unknown): ShapeFault | undefined => {
  const waiting: Waiting[] = [{ value: condition, path: [], depth: 1 }];
  let nodes = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path, depth } = next;
    nodes += 1;
    if (depth > DEEPEST) {
      return { code: 'too-deep', path, message: `A condition may be ${DEEPEST} deep at most.` };
    }
    if (nodes > MOST_NODES) {
      return { code: 'too-large', path, message: TOO_LARGE };
    }
    if (!isObject(value)) {
      return { code: 'invalid', path, message: 'Each part of a condition is an object.' };
    }
    const words = WORDS.filter((word) => word in value);
    if (words.length === 0) {
      if (typeof value.kind !== 'string') {
        return { code: 'invalid', path, message: 'A part needs a "kind", or "all", "any" or "not".' };
      }
      const tests = testsIn(value);
      if (tests === Infinity) {
        return { code: 'too-deep', path, message: `The options of a part may be ${DEEPEST} deep at most.` };
      }
      // The part itself stands for the first of its tests.
      nodes += Math.max(0, tests - 1);
      if (nodes > MOST_NODES) {
        return { code: 'too-large', path, message: `${TOO_LARGE} Each test in a part counts as one.` };
      }
      continue;
    }
    const extra = Object.keys(value).filter((key) => key !== words[0]);
    if (extra.length > 0) {
      return { code: 'invalid', path, message: `Beside "${words[0]}" there may be nothing in a part.` };
    }
    const word = words[0] as (typeof WORDS)[number];
    const inner = value[word];
    if (word === 'not') {
      waiting.push({ value: inner, path: [...path, word], depth: depth + 1 });
      continue;
    }
    if (!Array.isArray(inner)) {
      return { code: 'invalid', path: [...path, word], message: `"${word}" takes a list of parts.` };
    }
    // Checked before they are kept: a list of a million is refused by its length.
    if (nodes + waiting.length + inner.length > MOST_NODES) {
      return { code: 'too-large', path, message: TOO_LARGE };
    }
    inner.forEach((child, index) =>
      waiting.push({ value: child, path: [...path, word, index], depth: depth + 1 }),
    );
  }
  return undefined;
};

export const assertShape = (condition: unknown): void => {
  const fault = shapeFault(condition);
  if (fault) throw new PluginError(fault.code, fault.message, { path: fault.path.join('.') });
};
