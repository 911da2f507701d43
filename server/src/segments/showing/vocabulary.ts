import { isJsonObject, type Json, type JsonObject } from '../../../../plugin/src';
import type { Clock } from '../../ports';

/** Something seen, and of whom: what one alone says, however often, names them. */
export interface Said {
  readonly by: string | number;
  readonly said: JsonObject;
}

export interface SaidInEvent extends Said {
  /** Of the event: one that is found twice counts once. */
  readonly id: string;
}

/** How often an event was seen; so often at least, where it is very common. */
export interface SeenEvent {
  readonly name: string;
  readonly count: number;
  readonly atLeast?: boolean;
}

/** What was really seen, from others' tables. */
export interface VocabularySource {
  /** Names with how often, the commonest first. */
  eventNames(): Promise<readonly SeenEvent[]>;
  /** The newest events, whatever their name. */
  newest(limit: number): Promise<readonly (SaidInEvent & { readonly name: string })[]>;
  /** Some events of a name: of the people made last who did it. */
  someOf(name: string, limit: number): Promise<readonly SaidInEvent[]>;
  /** Traits of the people seen last. */
  recentTraits(limit: number): Promise<readonly JsonObject[]>;
}

/** A name with how often it was seen, and the values that most people have. */
export interface SeenName {
  readonly name: string;
  readonly count: number;
  readonly examples: readonly Json[];
  /** Lists were seen more often than not; the examples are what was in them. */
  readonly isList?: boolean;
}

export interface Words {
  readonly events: readonly (SeenEvent & {
    /** How many of them were looked into. */
    readonly looked: number;
    readonly properties: readonly SeenName[];
  })[];
  readonly traits: readonly SeenName[];
  /** How many people were looked at. */
  readonly people: number;
}

const KEPT_MS = 30_000;
const NEWEST = 1_000;
/** Of each name, where fewer are among the newest: where nearly all events are views of pages, orders are seen too. */
const EVENTS = 150;
const PEOPLE = 1_000;
const MOST_NAMES = 100;
const MOST_EXAMPLES = 8;
const LONGEST_EXAMPLE = 60;
/** A value that fewer have could name a person: it is no example. */
const SHARED_BY = 3;
const DEEPEST = 3;
const MOST_ITEMS = 50;
const ENTRIES = 200;

const isExample = (value: Json): boolean =>
  typeof value === 'boolean' ||
  typeof value === 'number' ||
  (typeof value === 'string' && value.length > 0 && value.length <= LONGEST_EXAMPLE);

type Found = readonly (readonly [string, Json])[];

const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/**
 * Every path of an object with its value; lists count as values, and what is in them as examples of the list. What the
 * items of a list have stands under the list's path with `[]`.
 */
const flatten = (object: JsonObject, path = '', depth = 1): Found =>
  Object.entries(object).flatMap(([key, value]): Found => {
    const here = below(path, key);
    if (depth === DEEPEST) return [[here, value]];
    if (isJsonObject(value)) return flatten(value, here, depth + 1);
    if (!Array.isArray(value)) return [[here, value]];
    const items = value.slice(0, MOST_ITEMS).filter((item): item is JsonObject => isJsonObject(item));
    return [[here, value], ...items.flatMap((item) => flatten(item, `${here}[]`, depth + 1))];
  });

/** Each by another. */
const eachByItself = (objects: readonly JsonObject[]): readonly Said[] =>
  objects.map((said, by) => ({ by, said }));

/** Names with counts, and the values that several share, by how many do. */
export const tally = (objects: readonly Said[], sharedBy = SHARED_BY): readonly SeenName[] => {
  const names = new Map<string, { count: number; lists: number; values: Map<Json, Set<Said['by']>> }>();
  for (const { by, said } of objects) {
    const counted = new Set<string>();
    for (const [name, value] of flatten(said)) {
      const known = names.get(name) ?? { count: 0, lists: 0, values: new Map<Json, Set<Said['by']>>() };
      if (!counted.has(name)) known.count += 1;
      counted.add(name);
      if (Array.isArray(value)) known.lists += 1;
      for (const one of Array.isArray(value) ? value : [value]) {
        if (isExample(one)) known.values.set(one, (known.values.get(one) ?? new Set()).add(by));
      }
      names.set(name, known);
    }
  }
  return [...names]
    .map(([name, { count, lists, values }]) => ({
      name,
      count,
      examples: [...values]
        .filter(([, sharers]) => sharers.size >= sharedBy)
        .sort((a, b) => b[1].size - a[1].size)
        .slice(0, MOST_EXAMPLES)
        .map(([value]) => value),
      ...(lists * 2 > count ? { isList: true } : {}),
    }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES);
};

/** The fields of entries beside the ids that name them: an event's own, and those of the items of its list. */
const withFields = (properties: readonly SeenName[], fields: readonly SeenName[]): readonly SeenName[] => [
  ...properties,
  ...['product_id', 'products[].product_id'].flatMap((id) => {
    const seen = properties.find(({ name }) => name === id);
    const at = id.slice(0, -'product_id'.length);
    return seen
      ? fields.map((field) => ({ ...field, name: `${at}product.${field.name}`, count: seen.count }))
      : [];
  }),
];

const union = (...lists: readonly (readonly SaidInEvent[])[]): readonly SaidInEvent[] => [
  ...new Map(lists.flat().map((one) => [one.id, one])).values(),
];

/**
 * The words a builder offers, from a sample of what came last; remembered for half a minute. `entries` gives fields of
 * some entries that events call products, as far as conditions may look at them.
 */
export const createVocabulary = (
  source: VocabularySource,
  now: Clock,
  entries: (limit: number) => Promise<readonly JsonObject[]> = async () => [],
): (() => Promise<Words>) => {
  let kept: { readonly at: number; readonly words: Words } | undefined;
  return async () => {
    if (kept && now() - kept.at < KEPT_MS) return kept.words;
    const [names, newest, people, sold] = await Promise.all([
      source.eventNames(),
      source.newest(NEWEST),
      source.recentTraits(PEOPLE),
      entries(ENTRIES),
    ]);
    // What a catalogue says names nobody: one entry is enough for an example.
    const fields = tally(eachByItself(sold), 1);
    const events: Words['events'][number][] = [];
    for (const event of names) {
      const { name } = event;
      const lately = newest.filter((one) => one.name === name);
      const seen = lately.length < EVENTS ? union(lately, await source.someOf(name, EVENTS)) : lately;
      events.push({ ...event, looked: seen.length, properties: withFields(tally(seen), fields) });
    }
    const words: Words = { events, traits: tally(eachByItself(people)), people: people.length };
    kept = { at: now(), words };
    return words;
  };
};
