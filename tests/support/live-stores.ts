import type { Knex } from 'knex';
import { v7 } from 'uuid';

import { byTime, type EventFact } from '../../plugin/src';
import { createKnexEventStore } from '../../server/src/events/strapi/event-store';
import { eventsTables } from '../../server/src/events/strapi/tables';
import type { Transact, Tx } from '../../server/src/ports';
import type { ListStore, ProfileStore, QueueStore, TagStore } from '../../server/src/profiles';
import { createMemoryProfiles } from '../../server/src/profiles/profile-store.memory';
import { createKnexListStore } from '../../server/src/profiles/strapi/list-store';
import { createKnexProfileStore } from '../../server/src/profiles/strapi/profile-store';
import { createMemoryTags } from '../../server/src/profiles/tag-store.memory';
import { createKnexTags } from '../../server/src/profiles/strapi/tag-store';
import { createKnexQueueStore } from '../../server/src/profiles/strapi/queue-store';
import { profilesTables } from '../../server/src/profiles/strapi/tables';
import type { People, SegmentStore } from '../../server/src/segments';
import { createMemoryPeople } from '../../server/src/segments/people.memory';
import { createMemorySegments } from '../../server/src/segments/segment-store.memory';
import { createKnexPeople } from '../../server/src/segments/strapi/people';
import { createKnexSegmentStore } from '../../server/src/segments/strapi/segment-store';
import { segmentsTables } from '../../server/src/segments/strapi/tables';
import { knexOf } from '../../server/src/strapi/database';
import { POPULATIONS } from './live-steps';
import { eraseIn } from '../../server/src/segments/strapi/membership-counts.suite';

/** Where a world of live memberships is kept. */
export interface LiveStores {
  readonly store: SegmentStore;
  readonly profiles: ProfileStore;
  readonly lists: ListStore;
  readonly tags: TagStore;
  readonly queue: QueueStore;
  readonly people: People;
  readonly transact: Transact;
  happened(tx: Tx, profileId: string, event: EventFact): Promise<void>;
  moveEvents(tx: Tx, from: string, into: string): Promise<void>;
  /** All that is kept of somebody. */
  erase(tx: Tx, profileId: string): Promise<void>;
  /** Before people are read again: a fake of reading is told what the others hold. */
  settle(): Promise<void>;
}

export const liveTables = [profilesTables, eventsTables, segmentsTables];

/** The fakes, each of which passes the suite of its store. */
export const createMemoryLiveStores = (): LiveStores => {
  const { store: profiles, lists, queue, transact, forget } = createMemoryProfiles();
  const tags = createMemoryTags();
  const { store, state } = createMemorySegments();
  const people = createMemoryPeople(
    (segmentId) =>
      new Set(state.memberships().flatMap((one) => (one.segmentId === segmentId ? [one.profileId] : []))),
  );
  const histories = new Map<string, readonly EventFact[]>();
  const put = (id: string, events: readonly EventFact[]): void =>
    void histories.set(id, [...(histories.get(id) ?? []), ...events].sort(byTime));
  return {
    ...{ store, profiles, lists, tags, queue, transact },
    people: {
      ...people,
      facts: async (...asked) =>
        (await people.facts(...asked)).map((one) => ({ ...one, populations: POPULATIONS })),
    },
    happened: async (_tx, id, event) => put(id, [event]),
    async moveEvents(_tx, from, into) {
      put(into, histories.get(from) ?? []);
      histories.delete(from);
    },
    async erase(tx, id) {
      forget(id);
      histories.delete(id);
      for (const tag of await tags.of(tx, id)) await tags.remove(tx, id, tag);
      for (const { segmentId } of await store.membershipsOf(tx, [id])) await store.leave(tx, segmentId, [id]);
      await store.keepUntils(tx, new Map([[id, {}]]));
    },
    async settle() {
      const living = await profiles.idsAfter(null, '', 1_000);
      for (const id of await people.idsAfter(null, '', 1_000)) if (!living.includes(id)) people.remove(id);
      for (const { id, traits, timezone } of await profiles.many(null, living)) {
        const [events, own] = [histories.get(id) ?? [], await lists.listsOf(null, id)];
        people.put({ id, traits, timezone, events, lists: own, tags: await tags.of(null, id) });
      }
    },
  };
};

/** The same in a database, which is emptied first. */
export const createKnexLiveStores = async (db: Knex, transact: Transact): Promise<LiveStores> => {
  for (const { table } of liveTables.flatMap(({ tables }) => tables)) await db(table).delete();
  const events = createKnexEventStore(db);
  return {
    store: createKnexSegmentStore(db, () => v7()),
    profiles: createKnexProfileStore(db),
    lists: createKnexListStore(db),
    tags: createKnexTags(db),
    queue: createKnexQueueStore(db),
    people: createKnexPeople(db, () => POPULATIONS),
    transact,
    async happened(tx, profile_id, { name, at, properties }) {
      await knexOf(tx)('attune_events').insert({
        ...{ message_id: v7(), profile_id, type: 'track', name, at, received_at: at, proven: true },
        ...{ properties: JSON.stringify(properties), context: '{}', handled: true },
      });
    },
    moveEvents: (tx, from, into) => events.reassign(tx, from, into),
    erase: (tx, profileId) => eraseIn(knexOf(tx), profileId, liveTables),
    settle: async () => undefined,
  };
};
