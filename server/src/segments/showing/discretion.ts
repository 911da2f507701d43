import { partAt, type Condition, type Reason } from '../../../../plugin/src';
import type { MembershipChange, Segment } from '../segment';
import type { SeenName, Words } from './vocabulary';

const partsOf = (path: string): readonly string[] => path.split(/\.|\[\]\.?/).filter((part) => part !== '');

/**
 * Whether a sensitive trait stands anywhere in a path, with all below it: `health` in `user.health.weight` and in
 * `children[].health`, since a property of an event may repeat a trait.
 */
export const isSensitive = (path: string, sensitive: readonly string[]): boolean => {
  const parts = partsOf(path);
  return sensitive.map(partsOf).some((name) => {
    const places = parts.map((_part, at) => parts.slice(at, at + name.length));
    return name.length > 0 && places.some((place) => place.join('..') === name.join('..'));
  });
};

/** The words as somebody may see them: none that is sensitive, and examples only for those who may see people. */
export const discreet = (words: Words, sensitive: readonly string[], maySeePeople: boolean): Words => {
  const shown = (names: readonly SeenName[]): readonly SeenName[] =>
    names
      .filter(({ name }) => !isSensitive(name, sensitive))
      .map((seen) => (maySeePeople ? seen : { ...seen, examples: [] }));
  return {
    ...words,
    events: words.events.map((event) => ({ ...event, properties: shown(event.properties) })),
    traits: shown(words.traits),
  };
};

/** Whether anything sensitive is named anywhere in a condition: as a path, a trait, or a figure's property. */
export const looksAt = (part: unknown, sensitive: readonly string[]): boolean => {
  if (typeof part === 'string') return isSensitive(part, sensitive);
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(
    ([name, value]) => isSensitive(name, sensitive) || looksAt(value, sensitive),
  );
};

const UNTOLD = 'what is marked sensitive decides here, so it is not told';

/** The reasons that may be told: those of leaves that look at nothing sensitive. `untold` says that some may not. */
export const tellable = (
  condition: Condition,
  reasons: readonly Reason[],
  sensitive: readonly string[],
): { readonly reasons: readonly Reason[]; readonly untold: readonly string[] } => {
  const told = reasons.filter(({ path }) => !looksAt(partAt(condition, path), sensitive));
  return { reasons: told, untold: told.length < reasons.length ? [UNTOLD] : [] };
};

const UNKNOWN = 'the condition was another then, and may have looked at what is marked sensitive';

/**
 * Reasons kept in words know their leaf no more. Where anything is sensitive, none is told of a condition that looks at
 * it, nor of an earlier one, of which nobody knows what it looked at.
 */
export const tellableWords = (
  { condition, conditionAt }: Pick<Segment, 'condition' | 'conditionAt'>,
  { at, because }: Pick<MembershipChange, 'at' | 'because'>,
  sensitive: readonly string[],
): readonly string[] => {
  if (because.length === 0 || sensitive.length === 0) return because;
  if (at < conditionAt) return [UNKNOWN];
  return looksAt(condition, sensitive) ? [UNTOLD] : because;
};
