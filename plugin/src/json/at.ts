import { isJsonObject, type Json, type JsonObject } from './json';

/** What stands under a path; undefined where it leads nowhere. */
export const valueAt = (value: Json | undefined, path: readonly string[]): Json | undefined => {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  return isJsonObject(value) && Object.hasOwn(value, head) ? valueAt(value[head], rest) : undefined;
};

const MOST_KEY = 200;

/** A value that runs can be kept apart by: it stands in an index, where PostgreSQL takes neither long words nor NUL. */
export const textAt = (properties: JsonObject, path: string): string | null => {
  const value = valueAt(properties, path.split('.'));
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).replaceAll('\0', '').slice(0, MOST_KEY)
    : null;
};
