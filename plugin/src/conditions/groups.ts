import type { Filter } from './condition';
import type { Facts } from './facts';
import { compileFilter, type PatternBudget } from './filter';
import type { KindTools } from './kind';

export const GROUP_OPERATORS: readonly string[] = ['$inGroup', '$notInGroup'];

interface NamedGroup {
  readonly key: string;
  readonly path: readonly (string | number)[];
}

/** The saved groups that a condition, a filter or any other document names, each with the path to where it does. */
export const groupsIn = (document: unknown, path: NamedGroup['path'] = []): readonly NamedGroup[] => {
  if (typeof document !== 'object' || document === null) return [];
  if (Array.isArray(document)) return document.flatMap((one, index) => groupsIn(one, [...path, index]));
  return Object.entries(document).flatMap(([name, inner]): readonly NamedGroup[] =>
    GROUP_OPERATORS.includes(name) && typeof inner === 'string'
      ? [{ key: inner, path: [...path, name] }]
      : groupsIn(inner, [...path, name]),
  );
};

/** A filter as kinds try it: by the groups that the facts bring, else by those that are saved at this moment. */
export const compileWhere = (
  where: Filter,
  { groups }: Pick<KindTools, 'groups'>,
  budget?: PatternBudget,
): ((attributes: unknown, facts: Pick<Facts, 'groups'>) => boolean) => {
  const passes = compileFilter(where, budget);
  if (groupsIn(where).length === 0) return (attributes) => passes(attributes);
  return (attributes, facts) => passes(attributes, facts.groups ?? groups());
};
