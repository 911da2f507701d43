import { isJsonObject, type Json, type JsonObject } from '../../../plugin/src';
import type { Clock } from '../ports';

/** Properties as one event of a name brought them. */
export interface Sampled {
  readonly name: string;
  readonly properties: JsonObject;
}

/** What was really seen, from others' tables. */
export interface VocabularySource {
  /** Names with how often, the commonest first. */
  eventNames(): Promise<readonly { readonly name: string; readonly count: number }[]>;
  /** The newest events. */
  recentEvents(limit: number): Promise<readonly Sampled[]>;
  /** Traits of the people seen last. */
  recentTraits(limit: number): Promise<readonly JsonObject[]>;
}

/** A name with how often it was seen, and the commonest of its values. */
export interface SeenName {
  readonly name: string;
  readonly count: number;
  readonly examples: readonly Json[];
}

export interface Words {
  readonly events: readonly {
    readonly name: string;
    readonly count: number;
    readonly properties: readonly SeenName[];
  }[];
  readonly traits: readonly SeenName[];
}

const KEPT_MS = 30_000;
const EVENTS = 3_000;
const PEOPLE = 1_000;
const MOST_NAMES = 100;
const MOST_EXAMPLES = 8;
const LONGEST_EXAMPLE = 60;
/** A value that fewer have could name a person: it is no example. */
const SHARED_BY = 3;
const DEEPEST = 3;

const isExample = (value: Json): boolean =>
  typeof value === 'boolean' ||
  typeof value === 'number' ||
  (typeof value === 'string' && value.length > 0 && value.length <= LONGEST_EXAMPLE);

/** Every path of an object with its value; lists count as values, and what is in them as examples of the list. */
const flatten = (object: JsonObject, path = '', depth = 1): readonly (readonly [string, Json])[] =>
  Object.entries(object).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    const here = path === '' ? key : `${path}.${key}`;
    return isJsonObject(value) && depth < DEEPEST ? flatten(value, here, depth + 1) : [[here, value]];
  });

/** Names with counts and the commonest values that several share. */
export const tally = (objects: readonly JsonObject[]): readonly SeenName[] => {
  const names = new Map<string, { count: number; values: Map<Json, number> }>();
  for (const object of objects) {
    for (const [name, value] of flatten(object)) {
      const known = names.get(name) ?? { count: 0, values: new Map<Json, number>() };
      known.count += 1;
      for (const one of Array.isArray(value) ? value : [value]) {
        if (isExample(one)) known.values.set(one, (known.values.get(one) ?? 0) + 1);
      }
      names.set(name, known);
    }
  }
  return [...names]
    .map(([name, { count, values }]) => ({
      name,
      count,
      examples: [...values]
        .filter(([, times]) => times >= SHARED_BY)
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_EXAMPLES)
        .map(([value]) => value),
    }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES);
};

/** The words a builder offers, from a sample of what came last; remembered for half a minute. */
export const createVocabulary = (source: VocabularySource, now: Clock): (() => Promise<Words>) => {
  let kept: { readonly at: number; readonly words: Words } | undefined;
  return async () => {
    if (kept && now() - kept.at < KEPT_MS) return kept.words;
    const [names, events, people] = await Promise.all([
      source.eventNames(),
      source.recentEvents(EVENTS),
      source.recentTraits(PEOPLE),
    ]);
    const words: Words = {
      events: names.map(({ name, count }) => ({
        name,
        count,
        properties: tally(events.filter((event) => event.name === name).map(({ properties }) => properties)),
      })),
      traits: tally(people),
    };
    kept = { at: now(), words };
    return words;
  };
};
