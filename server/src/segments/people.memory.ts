import { isOurs, noFacts, type EventFact, type JsonObject } from '../../../plugin/src';
import type { Narrow } from './narrowing/narrow';
import type { People, PersonFacts } from './person';

export interface MemoryPerson {
  readonly id: string;
  readonly traits?: JsonObject;
  readonly timezone?: string | null;
  readonly events?: readonly EventFact[];
  readonly lists?: readonly string[];
  readonly tags?: readonly string[];
}

type MembersOf = (segmentId: string) => ReadonlySet<string>;

const couldBe = (narrow: Narrow, person: MemoryPerson, membersOf: MembersOf): boolean => {
  const { events = [], lists = [], tags = [], id } = person;
  switch (narrow.who) {
    case 'did': {
      const { name, after, least, now } = narrow;
      const counted = events.filter(
        (event) => (name === null || event.name === name) && (after === null || event.at > after),
      );
      return counted.length >= least || counted.some(({ at }) => at > now);
    }
    case 'says': {
      const text = JSON.stringify(person.traits ?? {});
      return narrow.words.some((word) => text.includes(`"${word}"`));
    }
    case 'listed':
      return lists.includes(narrow.list);
    case 'tagged':
      return tags.includes(narrow.tag);
    case 'in':
      return membersOf(narrow.segmentId).has(id);
    case 'all':
      return narrow.of.every((part) => couldBe(part, person, membersOf));
    case 'any':
      return narrow.of.some((part) => couldBe(part, person, membersOf));
    case 'nobody':
      return false;
    case 'everyone':
      throw new Error('Everyone is walked over, not looked for.');
  }
};

/** People as a test puts them there. */
export const createMemoryPeople = (
  membersOf: MembersOf = () => new Set(),
): People & {
  put(person: MemoryPerson): void;
  remove(id: string): void;
} => {
  const people = new Map<string, MemoryPerson>();
  const ids = (): readonly string[] => [...people.keys()].sort();

  const factsOf = ({
    id,
    traits = {},
    timezone = null,
    events = [],
    lists = [],
    tags = [],
  }: MemoryPerson): PersonFacts => ({
    ...noFacts(),
    profile: {
      id,
      createdAt: 0,
      timezone,
      firstSeenAt: events.find(({ name }) => !isOurs(name))?.at ?? null,
      lastSeenAt: events.findLast(({ name }) => !isOurs(name))?.at ?? null,
    },
    traits,
    events: Object.fromEntries(
      [...new Set(events.map(({ name }) => name))].map((name) => [
        name,
        events.filter((event) => event.name === name),
      ]),
    ),
    tags: new Set(tags),
    lists: new Set(lists),
  });

  return {
    put: (person) => void people.set(person.id, person),
    remove: (id) => void people.delete(id),
    facts: async (_tx, wanted) =>
      wanted.flatMap((id) => {
        const person = people.get(id);
        return person ? [factsOf(person)] : [];
      }),
    count: async () => people.size,
    idsAfter: async (_tx, cursor, limit) =>
      ids()
        .filter((id) => id > cursor)
        .slice(0, limit),
    endOf: async (_tx, after, size) => ids().filter((id) => id > after)[size - 1] ?? null,
    farEnd: async (after, size) => ids().filter((id) => id > after)[size - 1] ?? null,
    candidates: async (_tx, narrow, { after, upTo }) =>
      ids().filter(
        (id) =>
          id > after &&
          (upTo === null || id <= upTo) &&
          couldBe(narrow, people.get(id) as MemoryPerson, membersOf),
      ),
    lock: async (_tx, wanted) => new Set(wanted),
    labels: async (wanted) => new Map(wanted.map((id) => [id, id])),
  };
};
