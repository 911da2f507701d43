/**
 * Whom a condition could hold of, now or at any later moment if nothing happens: at least all of those. What a
 * database can tell by an index; the evaluator decides on whoever is left.
 */
export type Narrow =
  | { readonly who: 'everyone' }
  | { readonly who: 'nobody' }
  /**
   * Those with at least so many events of a name (null: any) after a moment (null: ever), or with one that is still
   * to come: a clock that went wrong.
   */
  | {
      readonly who: 'did';
      readonly name: string | null;
      readonly after: number | null;
      readonly least: number;
      readonly now: number;
    }
  /** Those in whose traits one of these words stands as a text, wherever that is. Looked for in every profile. */
  | { readonly who: 'says'; readonly words: readonly string[] }
  | { readonly who: 'listed'; readonly list: string }
  | { readonly who: 'tagged'; readonly tag: string }
  /** Members of a segment, by its id. */
  | { readonly who: 'in'; readonly segmentId: string }
  | { readonly who: 'all' | 'any'; readonly of: readonly Narrow[] };

export const EVERYONE: Narrow = { who: 'everyone' };
const NOBODY: Narrow = { who: 'nobody' };

/** Whether every profile of a stretch is looked into for it, and not an index alone. */
export const isLookedFor = (narrow: Narrow): boolean => {
  if (narrow.who === 'all') return narrow.of.every(isLookedFor);
  return narrow.who === 'says' || (narrow.who === 'any' && narrow.of.some(isLookedFor));
};

export const allOf = (parts: readonly Narrow[]): Narrow => {
  if (parts.some(({ who }) => who === 'nobody')) return NOBODY;
  const of = parts.filter(({ who }) => who !== 'everyone');
  const [only] = of;
  return of.length < 2 ? (only ?? EVERYONE) : { who: 'all', of };
};

export const anyOf = (parts: readonly Narrow[]): Narrow => {
  if (parts.some(({ who }) => who === 'everyone')) return EVERYONE;
  const of = parts.filter(({ who }) => who !== 'nobody');
  const [only] = of;
  return of.length < 2 ? (only ?? NOBODY) : { who: 'any', of };
};
