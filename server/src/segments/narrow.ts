import {
  isAll,
  isAny,
  isNot,
  listName,
  noFacts,
  type Condition,
  type Conditions,
  type Facts,
  type Leaf,
} from '../../../plugin/src';
import { lengthOf } from './wanted';

/**
 * Whom a condition could hold of, now or at any later moment if nothing happens: at least all of those. What a
 * database can tell by an index; the evaluator decides on whoever is left.
 */
export type Narrow =
  | { readonly who: 'everyone' }
  | { readonly who: 'nobody' }
  /**
   * Those with at least so many events of a name after a moment (null: ever), or with one that is still to come: a
   * clock that went wrong.
   */
  | {
      readonly who: 'did';
      readonly name: string;
      readonly after: number | null;
      readonly least: number;
      readonly now: number;
    }
  | { readonly who: 'listed'; readonly list: string }
  | { readonly who: 'tagged'; readonly tag: string }
  /** Members of a segment, by its id. */
  | { readonly who: 'in'; readonly segmentId: string }
  | { readonly who: 'all' | 'any'; readonly of: readonly Narrow[] };

const EVERYONE: Narrow = { who: 'everyone' };
const NOBODY: Narrow = { who: 'nobody' };

const allOf = (parts: readonly Narrow[]): Narrow => {
  if (parts.some(({ who }) => who === 'nobody')) return NOBODY;
  const of = parts.filter(({ who }) => who !== 'everyone');
  const [only] = of;
  return of.length < 2 ? (only ?? EVERYONE) : { who: 'all', of };
};

const anyOf = (parts: readonly Narrow[]): Narrow => {
  if (parts.some(({ who }) => who === 'everyone')) return EVERYONE;
  const of = parts.filter(({ who }) => who !== 'nobody');
  const [only] = of;
  return of.length < 2 ? (only ?? NOBODY) : { who: 'any', of };
};

const COUNTING = new Set(['kind', 'name', 'where', 'within', 'count']);
const MOST_TRIED = 60;

/** With so many events of this name and no fewer the leaf could hold: events only fall out of a window. */
const leastOf = (conditions: Conditions, leaf: Leaf, now: number): number => {
  if (leaf.kind !== 'event' || !Object.keys(leaf).every((option) => COUNTING.has(option))) return 1;
  const { test } = conditions.compile({ ...leaf, where: undefined } as Leaf);
  const name = String((leaf as { name?: unknown }).name);
  for (let count = 1; count <= MOST_TRIED; count += 1) {
    const events = Array.from({ length: count }, () => ({ name, at: now, properties: {} }));
    if (test({ ...noFacts(), events: { [name]: events } }, now)) return count;
  }
  return MOST_TRIED + 1;
};

const did = (name: unknown, within: unknown, now: number, least: number): Narrow => {
  if (typeof name !== 'string' || name === '*') return EVERYONE;
  const ms = lengthOf(within);
  return { who: 'did', name, after: ms === Infinity ? null : now - ms, least, now };
};

/** The widest of the ages that a recency allows, as text; undefined where there is no bound. */
const widest = (value: unknown): unknown => {
  const bounds = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const inside = bounds.find(([operator]) => operator === '$lt' || operator === '$lte');
  return inside?.[1];
};

const leafNarrow = (
  conditions: Conditions,
  leaf: Leaf,
  now: number,
  idOf: (segmentKey: string) => string | undefined,
): Narrow => {
  const options = leaf as Readonly<Record<string, unknown>>;
  if (leaf.kind === 'list') {
    return { who: 'listed', list: listName(String(options.connection), String(options.id)) };
  }
  if (leaf.kind === 'tag') return { who: 'tagged', tag: String(options.name) };
  if (leaf.kind === 'segment') {
    const segmentId = idOf(String(options.id));
    return segmentId === undefined ? EVERYONE : { who: 'in', segmentId };
  }
  if (leaf.kind !== 'event' && leaf.kind !== 'recency') return EVERYONE;
  const nothing: Facts = { ...noFacts(), profile: { id: '', createdAt: now } };
  if (conditions.compile(leaf).test(nothing, now)) return EVERYONE;
  if (leaf.kind === 'recency') {
    const bound = lengthOf(widest(options.value));
    // An age of exactly the bound is inside with $lte.
    return did(options.name, undefined, now, 1).who === 'everyone' || bound === Infinity
      ? did(options.name, undefined, now, 1)
      : { who: 'did', name: String(options.name), after: now - bound - 1, least: 1, now };
  }
  const own = did(options.name, options.within, now, leastOf(conditions, leaf, now));
  const { of } = options as { of?: { name?: unknown } };
  if (of === undefined) return own;
  // A share of nothing may be nought: whoever did the other thing counts too.
  return anyOf([did(options.name, undefined, now, 1), did(of.name, undefined, now, 1)]);
};

/** `idOf` knows the segments whose kept memberships may be relied on. */
export const narrowOf = (
  conditions: Conditions,
  condition: Condition,
  now: number,
  idOf: (segmentKey: string) => string | undefined,
): Narrow => {
  const narrow = (node: Condition): Narrow => {
    if (isAll(node)) return allOf(node.all.map(narrow));
    if (isAny(node)) return anyOf(node.any.map(narrow));
    if (isNot(node)) return EVERYONE;
    return leafNarrow(conditions, node, now, idOf);
  };
  return narrow(condition);
};
