import { isJsonObject, type Json } from '../../../plugin/src';

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  // By code unit: the same on every machine, whatever its language.
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
};

/** Keys in one order, two spaces, a newline at the end: a change of one value is a change of one line. */
export const sortedJson = (value: unknown): string => {
  const plain = JSON.parse(JSON.stringify(value)) as Json;
  return `${JSON.stringify(sorted(plain), null, 2)}\n`;
};

/** Whether two values are the same JSON, in whatever order their keys stand. */
export const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && sortedJson(a) === sortedJson(b));

/** Deeper than any flow with the deepest condition in it. */
const DEEPEST = 100;

/** Looked at level by level, so that no depth can overflow the stack. */
export const isTooDeep = (value: unknown): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
};
