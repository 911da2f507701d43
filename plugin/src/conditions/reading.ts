import type { Json, JsonObject } from '../json';
import type { Filter } from './condition';
import { compileValueTest, pathsOf, type Groups } from './filter';
import { pathReader } from './filter/path';
import { groupsIn } from './groups';

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

const JOINS: readonly unknown[] = ['$and', '$or', '$nor', '$not'];
const INNER: readonly unknown[] = ['$not', '$elemMatch'];

interface AskedGroup {
  readonly field: string;
  readonly key: string;
  /** Whether a value of that field is in it, or has an entry that is. */
  readonly isIn: (value: Json, groups: Groups) => boolean;
}

/** The saved groups that a filter asks for of the values of its fields, each once. */
const askedGroups = (filter: Filter): readonly AskedGroup[] => {
  const asked = new Map<string, AskedGroup>();
  for (const { key, path } of groupsIn(filter)) {
    const at = path.findIndex((step) => typeof step === 'string' && !JOINS.includes(step));
    const field = String(path[at]);
    const inner = path.slice(at + 1, -1);
    const isOfValue = (step: string | number): boolean =>
      typeof step === 'string' && (!step.startsWith('$') || INNER.includes(step));
    if (!inner.every(isOfValue)) continue;
    const entries = inner.filter((step) => step !== '$not');
    const test = entries.reduceRight<Json>((within, step) => ({ [step]: within }), { $inGroup: key });
    asked.set(JSON.stringify([field, key]), { field, key, isIn: compileValueTest(test) });
  }
  return [...asked.values()];
};

/** `country is DE, company is acme (in the saved group "partners")` */
export const readingWords = (
  filter: Filter,
  actual: Json,
  words: (value: Json) => string,
  groups: Groups = {},
): string => {
  if (!Array.isArray(actual)) return '';
  const asked = askedGroups(filter);
  return pathsOf(filter)
    .map((path, index) => {
      const value = (actual as readonly Json[])[index] ?? null;
      const held = asked
        .filter(({ field }) => field === path)
        .map(({ key, isIn }) => `${isIn(value, groups) ? 'in' : 'not in'} the saved group "${key}"`);
      return `${path} is ${words(value)}${held.length > 0 ? ` (${held.join(', ')})` : ''}`;
    })
    .join(', ');
};
