import type { Json } from '../json';

/**
 * A condition built in a block is kept as a segment without a name. Its key begins with a character that no named
 * segment's key can have.
 */
export const UNNAMED_PREFIX = '~';

/** Whether a key stands for a condition built in a block. */
export const isUnnamedKey = (key: string): boolean => key.startsWith(UNNAMED_PREFIX);

/** JSON with the fields of each object in one order, so that the same condition is the same text. */
export const canonicalJson = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, child]) => `${JSON.stringify(name)}:${canonicalJson(child as Json)}`);
  return `{${fields.join(',')}}`;
};
