import { leavesOf, parseDuration, type Condition, type Conditions, type Leaf } from '../../../plugin/src';
import type { Reach, Wanted } from './person';

const DAY = 86_400_000;

/** The longest each may be, in whatever zone and through a change of clocks. */
const CALENDAR_DAYS: Readonly<Record<string, number>> = {
  today: 2,
  'this week': 9,
  'this month': 33,
  'this year': 368,
};

/** How far back a window looks at most, in milliseconds. */
export const lengthOf = (within: unknown): number => {
  if (typeof within !== 'string') return Infinity;
  const days = CALENDAR_DAYS[within];
  return days === undefined ? (parseDuration(within) ?? Infinity) : days * DAY;
};

/** Options with which an event's time alone counts. */
const TIMES_ALONE = new Set(['kind', 'name', 'within', 'count', 'which', 'value']);
const EVERYTHING: Reach = { ms: Infinity, properties: true };

const timesAlone = (leaf: Leaf): boolean => Object.keys(leaf).every((option) => TIMES_ALONE.has(option));

/** What one leaf looks at of the events of a name. Of a kind that is not known here: of everything. */
const reachOf = (leaf: Leaf, name: string): Reach => {
  if (!('name' in leaf) || leaf.name !== name || 'of' in leaf) return EVERYTHING;
  if (leaf.kind === 'recency') return { ms: Infinity, properties: !timesAlone(leaf) };
  if (leaf.kind === 'event') return { ms: lengthOf(leaf.within), properties: !timesAlone(leaf) };
  return EVERYTHING;
};

const wider = (a: Reach | undefined, b: Reach): Reach =>
  a ? { ms: Math.max(a.ms, b.ms), properties: a.properties || b.properties } : b;

/** All that each of these takes, together. */
export const joinWanted = (list: readonly Wanted[]): Wanted => {
  const reach = new Map<string, Reach>();
  for (const { events, reach: own } of list) {
    for (const name of events) reach.set(name, wider(reach.get(name), own?.get(name) ?? EVERYTHING));
  }
  return {
    events: new Set(list.flatMap(({ events }) => [...events])),
    seen: list.some(({ seen }) => seen),
    lists: list.some(({ lists }) => lists !== false),
    tags: list.some(({ tags }) => tags !== false),
    products: new Set(list.flatMap(({ products = [] }) => [...products])),
    reach,
  };
};

const wantedByLeaf =
  (conditions: Conditions) =>
  (leaf: Leaf): Wanted => {
    const { events, seen, lists, tags, products } = conditions.needs(leaf);
    return {
      events,
      seen,
      lists: lists.size > 0,
      tags: tags.size > 0,
      products,
      reach: new Map([...events].map((name) => [name, reachOf(leaf, name)])),
    };
  };

/** What the facts must hold for these to be judged. */
export const wantedBy = (conditions: Conditions, list: readonly Condition[]): Wanted =>
  joinWanted(list.flatMap(leavesOf).map(wantedByLeaf(conditions)));
