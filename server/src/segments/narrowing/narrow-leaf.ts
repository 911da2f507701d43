import { listName, noFacts, type Conditions, type Facts, type Leaf } from '../../../../plugin/src';
import { allOf, anyOf, EVERYONE, type Narrow } from './narrow';
import { wordsOf } from './narrow-traits';
import { lengthOf } from '../wanted';

const BY_EVENTS = new Set(['event', 'recency', 'sequence', 'session', 'score']);
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
  if (typeof name !== 'string') return EVERYONE;
  const ms = lengthOf(within);
  return {
    who: 'did',
    name: name === '*' ? null : name,
    after: ms === Infinity ? null : now - ms,
    least,
    now,
  };
};

/** What must have happened, in whatever order and however long ago: once all has, a sequence stays done. */
const didSteps = (steps: unknown, now: number): Narrow => {
  const times = new Map<string, number>();
  for (const step of Array.isArray(steps) ? (steps as readonly object[]) : []) {
    if ('name' in step) times.set(String(step.name), (times.get(String(step.name)) ?? 0) + 1);
  }
  return allOf([...times].map(([name, least]) => did(name, undefined, now, least)));
};

/** A score as it is, of somebody who did none of what it is made of, is what it is of a stranger. */
const scored = (conditions: Conditions, leaf: Leaf, now: number): Narrow => {
  const { events, populations, products } = conditions.needs(leaf);
  if (!('value' in leaf) || events.size === 0 || populations.size > 0 || products.size > 0) return EVERYONE;
  return anyOf([...events].map((name) => did(name, undefined, now, 1)));
};

/** The widest of the ages that a recency allows, as text; undefined where there is no bound. */
const widest = (value: unknown): unknown => {
  const bounds = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const inside = bounds.find(([operator]) => operator === '$lt' || operator === '$lte');
  return inside?.[1];
};

/** Whom one leaf could hold of; `idOf` knows the segments whose kept memberships may be relied on. */
export const leafNarrow = (
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
  if (leaf.kind === 'trait') {
    const words = wordsOf(options.where);
    return words ? { who: 'says', words } : EVERYONE;
  }
  if (!BY_EVENTS.has(leaf.kind)) return EVERYONE;
  const nothing: Facts = { ...noFacts(), profile: { id: '', createdAt: now } };
  if (conditions.compile(leaf).test(nothing, now)) return EVERYONE;
  if (leaf.kind === 'sequence') return didSteps(options.steps, now);
  if (leaf.kind === 'session') return did('*', options.within, now, 1);
  if (leaf.kind === 'score') return scored(conditions, leaf, now);
  if (leaf.kind === 'recency') {
    const bound = lengthOf(widest(options.value));
    const ever = did(options.name, undefined, now, 1);
    // An age of exactly the bound is inside with $lte.
    return ever.who !== 'did' || bound === Infinity ? ever : { ...ever, after: now - bound - 1 };
  }
  const own = did(options.name, options.within, now, leastOf(conditions, leaf, now));
  const { of } = options as { of?: { name?: unknown } };
  if (of === undefined) return own;
  // A share of nothing may be nought: whoever did the other thing counts too.
  return anyOf([did(options.name, undefined, now, 1), did(of.name, undefined, now, 1)]);
};
