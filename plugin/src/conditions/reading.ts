import type { Json, JsonObject } from '../json';
import type { Filter } from './condition';
import { pathsOf } from './filter';
import { pathReader } from './filter/path';

/** Reads what a filter looks at, by path, as a reason shows it. */
export const readingOf = (filter: Filter): ((attributes: JsonObject | undefined) => JsonObject) => {
  const readers = pathsOf(filter).map((path) => [path, pathReader(path)] as const);
  return (attributes) => {
    const found: Record<string, Json> = {};
    for (const [path, read] of readers) found[path] = read(attributes) as Json;
    return found;
  };
};

/** `country is DE, plan.seats is unknown` */
export const readingWords = (actual: Json, words: (value: Json) => string): string =>
  typeof actual === 'object' && actual !== null
    ? Object.entries(actual)
        .map(([path, value]) => `${path} is ${words(value as Json)}`)
        .join(', ')
    : '';
