import { nameOf, type Identity } from '../../../plugin/src';
import type { Transact, Tx } from '../ports';
import { memoryLists } from './list-store.memory';
import type { KnownIdentity, Merge, Profile } from './profile';
import type { ListStore, ProfileStore, QueueStore } from './profile-store';
import { memoryQueue, type QueuedRow } from './queue-store.memory';

interface State {
  readonly profiles: Map<string, Profile>;
  readonly identities: Map<string, KnownIdentity>;
  readonly merges: Map<string, Merge>;
  /** `list\nprofile` to the time of the last confirmation. */
  readonly lists: Map<string, number>;
  readonly queue: Map<string, QueuedRow>;
}

const emptyState = (): State => ({
  profiles: new Map(),
  identities: new Map(),
  merges: new Map(),
  lists: new Map(),
  queue: new Map(),
});

const copyOf = (state: State): State => ({
  profiles: new Map(state.profiles),
  identities: new Map(state.identities),
  merges: new Map(state.merges),
  lists: new Map(state.lists),
  queue: new Map(state.queue),
});

const keyOf = ({ kind, value }: Identity): string => `${kind}:${value}`;
const sortedIds = (profiles: readonly Profile[]): readonly string[] => profiles.map(({ id }) => id).sort();
const byId = (a: Profile, b: Profile): number => (a.id < b.id ? -1 : 1);

export interface MemoryProfiles {
  readonly store: ProfileStore;
  readonly lists: ListStore;
  readonly queue: QueueStore;
  readonly transact: Transact;
  /** All that is kept of a profile, as an erasure leaves it. */
  forget(id: string): void;
}

/** For tests: one transaction at a time, undone when it fails. */
export const createMemoryProfiles = (): MemoryProfiles => {
  let state = emptyState();
  let last: Promise<unknown> = Promise.resolve();

  const transact: Transact = (work) => {
    const run = async () => {
      const before = copyOf(state);
      try {
        return await work({ brand: 'attune.tx' } satisfies Tx);
      } catch (error) {
        state = before;
        throw error;
      }
    };
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };

  const identitiesOf = (profileIds: readonly string[]) =>
    [...state.identities.values()].filter(({ profileId }) => profileIds.includes(profileId));
  const living = () => [...state.profiles.values()].filter(({ mergedInto }) => mergedInto === null);
  const textOf = (profile: Profile) =>
    [
      nameOf(profile.traits),
      profile.email,
      profile.claimedEmail,
      profile.userId,
      profile.claimedUserId,
      profile.id,
    ]
      .join(' ')
      .toLowerCase();

  const store: ProfileStore = {
    identities: async (_tx, wanted) =>
      wanted.flatMap((identity) => state.identities.get(keyOf(identity)) ?? []),
    identitiesOf: async (_tx, profileIds) => identitiesOf(profileIds),
    async claimIdentity(_tx, identity) {
      if (!state.identities.has(keyOf(identity))) state.identities.set(keyOf(identity), identity);
      return state.identities.get(keyOf(identity))?.profileId ?? '';
    },
    async claimIdentities(tx, identities) {
      for (const identity of identities) await store.claimIdentity(tx, identity);
      return store.identities(tx, identities);
    },
    async pointIdentity(_tx, identity) {
      state.identities.set(keyOf(identity), identity);
    },
    async dropIdentities(_tx, profileId) {
      for (const known of identitiesOf([profileId])) state.identities.delete(keyOf(known));
    },
    async moveIdentities(_tx, from, into) {
      for (const known of identitiesOf([from])) {
        state.identities.set(keyOf(known), { ...known, profileId: into });
      }
    },
    get: async (_tx, id) => state.profiles.get(id),
    lock: async (_tx, ids) => ids.flatMap((id) => state.profiles.get(id) ?? []).sort(byId),
    tryLock: (tx, ids) => store.lock(tx, ids),
    async insert(_tx, profile) {
      state.profiles.set(profile.id, profile);
    },
    async insertMany(_tx, added) {
      for (const profile of added) state.profiles.set(profile.id, profile);
    },
    async saveMany(_tx, changed) {
      for (const profile of changed) state.profiles.set(profile.id, profile);
    },
    async save(_tx, profile) {
      if (state.profiles.has(profile.id)) state.profiles.set(profile.id, profile);
    },
    // One transaction at a time.
    holdOffErasure: async () => {},
    holdOffResolving: async () => {},
    async retire(_tx, from, into) {
      for (const profile of state.profiles.values()) {
        if (profile.mergedInto === from) state.profiles.set(profile.id, { ...profile, mergedInto: into });
      }
      const gone = state.profiles.get(from);
      const emptied = { userId: null, email: null, claimedUserId: null, claimedEmail: null };
      if (gone) {
        state.profiles.set(from, { ...gone, ...emptied, traits: {}, consent: {}, mergedInto: into });
      }
    },
    mergedInto: async (_tx, id) =>
      [...state.profiles.values()].filter(({ mergedInto }) => mergedInto === id).map((profile) => profile.id),
    async insertMerge(_tx, merge) {
      state.merges.set(merge.id, merge);
    },
    merges: async (_tx, intoProfile) =>
      [...state.merges.values()]
        .filter((merge) => merge.intoProfile === intoProfile)
        .sort((a, b) => b.at - a.at),
    async search(text, page, pageSize) {
      const named = new Set(
        [...state.identities.values()]
          .filter(({ value }) => value === text)
          .map(({ profileId }) => profileId),
      );
      const found = living()
        .filter((profile) => textOf(profile).includes(text.toLowerCase()) || named.has(profile.id))
        .sort((a, b) => b.lastSeenAt - a.lastSeenAt || byId(b, a));
      return {
        rows: found.slice((page - 1) * pageSize, page * pageSize),
        total: found.length,
      };
    },
    strangersUnseenSince: async (time, limit) => {
      const listed = new Set([...state.lists.keys()].map((key) => key.split('\n')[1]));
      return living()
        .filter((profile) => !profile.userId && !profile.email && !listed.has(profile.id))
        .filter((profile) => profile.lastSeenAt < time)
        .sort((a, b) => a.lastSeenAt - b.lastSeenAt)
        .slice(0, limit)
        .map(({ id }) => id);
    },
    count: async () => living().length,
    seenSince: async (at) => living().filter(({ lastSeenAt }) => lastSeenAt >= at).length,
    idsAfter: async (_tx, cursor, limit) =>
      sortedIds(living())
        .filter((id) => id > cursor)
        .slice(0, limit),
    many: async (_tx, ids) => living().filter(({ id }) => ids.includes(id)),
  };

  return {
    ...{ store, transact, lists: memoryLists(() => state.lists), queue: memoryQueue(() => state) },
    forget(id) {
      state.profiles.delete(id);
      state.queue.delete(id);
      for (const known of identitiesOf([id])) state.identities.delete(keyOf(known));
      for (const key of state.lists.keys()) if (key.endsWith(`\n${id}`)) state.lists.delete(key);
    },
  };
};
