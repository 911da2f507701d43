import type { Json, JsonObject } from '../json';
import type { Filter } from './condition';
import { pathsOf } from './filter';
import { pathReader } from './filter/path';

/** Reads what a filter looks at, as a reason keeps it: the values in the order of the filter's paths. */
export const readingOf = (filter: Filter): ((attributes: JsonObject | undefined) => readonly Json[]) => {
  const readers = pathsOf(filter).map(pathReader);
  const [first, second] = readers;
  if (first && readers.length === 1) return (attributes) => [first(attributes) as Json];
  if (first && second && readers.length === 2) {
    return (attributes) => [first(attributes) as Json, second(attributes) as Json];
  }
  return (attributes) => readers.map((read) => read(attributes) as Json);
};

/** `country is DE, plan.seats is unknown` */
export const readingWords = (filter: Filter, actual: Json, words: (value: Json) => string): string =>
  Array.isArray(actual)
    ? pathsOf(filter)
        .map((path, index) => `${path} is ${words((actual as readonly Json[])[index] ?? null)}`)
        .join(', ')
    : '';
