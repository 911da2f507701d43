import { CALENDAR_PERIODS, leavesOf, type Condition, type Conditions, type Leaf } from '../../../plugin/src';
import type { Causes } from '../profiles';

/** Whose change could change a condition's value. What only the passing of time changes is told by `until`. */
export interface Care {
  /** A kind that is not known here: whatever changes may matter to it. */
  readonly anything: boolean;
  /** Names of events; `*` for any. */
  readonly events: ReadonlySet<string>;
  /** Names of traits, outermost. */
  readonly traits: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  /** Keys of segments. */
  readonly segments: ReadonlySet<string>;
  /** Whether the calendar is asked, which differs by time zone. */
  readonly zone: boolean;
}

/** Kinds whose `needs` say all they look at. */
const TOLD_BY_NEEDS = new Set([
  'event',
  'recency',
  'sequence',
  'session',
  'segment',
  'list',
  'tag',
  'score',
  'context',
  'random',
]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const outermost = (path: string): string => path.split('.')[0] ?? path;

/** The outermost names in a filter: `plan.seats` is `plan`. */
const traitNames = (filter: unknown): readonly string[] => {
  if (Array.isArray(filter)) return filter.flatMap(traitNames);
  if (!isRecord(filter)) return [];
  return Object.entries(filter).flatMap(([path, inner]) =>
    path.startsWith('$') ? traitNames(inner) : outermost(path),
  );
};

/** Traits a leaf reads, outermost. Who carries another tag is judged on everything. */
const traitsOf = (leaf: Leaf): readonly string[] => {
  if (leaf.kind === 'trait') return traitNames(leaf.where);
  return leaf.kind === 'score' && typeof leaf.trait === 'string' ? [outermost(leaf.trait)] : [];
};

const asksCalendar = (leaf: Leaf): boolean => {
  const text = JSON.stringify(leaf);
  return CALENDAR_PERIODS.some((period) => text.includes(`"${period}"`));
};

export const careOf = (conditions: Conditions, condition: Condition): Care => {
  const needs = conditions.needs(condition);
  const leaves = leavesOf(condition);
  return {
    anything: leaves.some(({ kind }) => kind !== 'trait' && !TOLD_BY_NEEDS.has(kind)),
    events: new Set([...needs.events, ...(needs.seen ? ['*'] : [])]),
    traits: new Set(leaves.flatMap(traitsOf)),
    lists: needs.lists,
    segments: needs.segments,
    zone: leaves.some(asksCalendar),
  };
};

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  for (const word of a) if (b.has(word)) return true;
  return false;
};

/** Whether what happened could matter to a condition. */
export const isTouched = (care: Care, causes: Causes): boolean => {
  if (causes.everything) return true;
  const { events, traits, lists, zone } = causes;
  if (care.anything && (events.size > 0 || traits.size > 0 || lists.size > 0 || zone)) return true;
  return (
    (events.size > 0 && (care.events.has('*') || meet(events, care.events))) ||
    meet(traits, care.traits) ||
    meet(lists, care.lists) ||
    (zone && care.zone)
  );
};
