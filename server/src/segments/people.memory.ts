import { noFacts, type EventFact, type JsonObject } from '../../../plugin/src';
import type { People, PersonFacts } from './person';

export interface MemoryPerson {
  readonly id: string;
  readonly traits?: JsonObject;
  readonly events?: readonly EventFact[];
  readonly lists?: readonly string[];
}

/** People as a test puts them there. */
export const createMemoryPeople = (): People & {
  put(person: MemoryPerson): void;
  remove(id: string): void;
} => {
  const people = new Map<string, MemoryPerson>();
  const ids = (): readonly string[] => [...people.keys()].sort();

  const factsOf = ({ id, traits = {}, events = [], lists = [] }: MemoryPerson): PersonFacts => ({
    ...noFacts(),
    profile: {
      id,
      createdAt: 0,
      firstSeenAt: events[0]?.at ?? null,
      lastSeenAt: events.at(-1)?.at ?? null,
    },
    traits,
    events: Object.fromEntries(
      [...new Set(events.map(({ name }) => name))].map((name) => [
        name,
        events.filter((event) => event.name === name),
      ]),
    ),
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
    idsFrom: async (place, limit) => ids().slice(place, place + limit),
    labels: async (wanted) => new Map(wanted.map((id) => [id, id])),
  };
};
