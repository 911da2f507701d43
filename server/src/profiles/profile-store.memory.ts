import { nameOf, type Identity } from '../../../plugin/src';
import type { Transact, Tx } from '../ports';
import { joinCauses, type CauseText } from './cause';
import type { KnownIdentity, Merge, Profile } from './profile';
import type { ListStore, ProfileStore, QueueStore } from './profile-store';

interface State {
  readonly profiles: Map<string, Profile>;
  readonly identities: Map<string, KnownIdentity>;
  readonly merges: Map<string, Merge>;
  /** `list\nprofile` to the time of the last confirmation. */
  readonly lists: Map<string, number>;
  readonly queue: Map<
    string,
    { dueAt: number; cause: CauseText; attempts: number; failedWith: string | null }
  >;
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
    ...{ store, transact, lists: memoryLists(() => state), queue: memoryQueue(() => state) },
    forget(id) {
      state.profiles.delete(id);
      state.queue.delete(id);
      for (const known of identitiesOf([id])) state.identities.delete(keyOf(known));
      for (const key of state.lists.keys()) if (key.endsWith(`\n${id}`)) state.lists.delete(key);
    },
  };
};

const memoryLists = (state: () => State): ListStore => {
  const rows = () =>
    [...state().lists].map(([key, at]) => ({
      listId: key.split('\n')[0]!,
      profileId: key.split('\n')[1]!,
      at,
    }));
  const listsOf = (profileId: string) =>
    rows()
      .filter((row) => row.profileId === profileId)
      .map(({ listId }) => listId)
      .sort();
  return {
    async add(_tx, listId, profileId, at) {
      const isNew = !state().lists.has(`${listId}\n${profileId}`);
      state().lists.set(`${listId}\n${profileId}`, at);
      return isNew;
    },
    async addMany(_tx, listId, profileIds, at) {
      const fresh = [...new Set(profileIds)].filter((id) => !state().lists.has(`${listId}\n${id}`));
      for (const id of profileIds) state().lists.set(`${listId}\n${id}`, at);
      return fresh;
    },
    remove: async (_tx, listId, profileId) => state().lists.delete(`${listId}\n${profileId}`),
    listsOf: async (_tx, profileId) => listsOf(profileId),
    listsOfMany: async (_tx, profileIds) =>
      new Map(profileIds.map((id) => [id, listsOf(id)] as const).filter(([, lists]) => lists.length > 0)),
    staleMembers: async (_tx, listId, before, limit) =>
      rows()
        .filter((row) => row.listId === listId && row.at < before)
        .slice(0, limit)
        .map(({ profileId }) => profileId),
    size: async (listId) => rows().filter((row) => row.listId === listId).length,
    async move(_tx, from, into) {
      for (const { listId, profileId, at } of rows()) {
        if (profileId !== from) continue;
        state().lists.delete(`${listId}\n${from}`);
        if (!state().lists.has(`${listId}\n${into}`)) state().lists.set(`${listId}\n${into}`, at);
      }
    },
  };
};

const memoryQueue = (state: () => State): QueueStore => ({
  async schedule(_tx, rows) {
    for (const { profileId, dueAt, cause } of rows) {
      const row = state().queue.get(profileId) ?? { dueAt, cause: '', attempts: 0, failedWith: null };
      const joined = joinCauses(row.cause, cause);
      state().queue.set(profileId, { ...row, dueAt: Math.min(row.dueAt, dueAt), cause: joined });
    }
  },
  dueAt: async (profileId) => state().queue.get(profileId)?.dueAt,
  dueAmong: async (_tx, profileIds, now) =>
    profileIds.filter((id) => (state().queue.get(id)?.dueAt ?? Infinity) <= now),
  async take(_tx, profileIds, now) {
    const taken = new Map<string, CauseText>();
    for (const id of profileIds) {
      const row = state().queue.get(id);
      if (row === undefined || row.dueAt > now) continue;
      state().queue.delete(id);
      taken.set(id, row.cause);
    }
    return taken;
  },
  due: async (now, limit) =>
    [...state().queue]
      .filter(([, row]) => row.dueAt <= now)
      .sort(([, a], [, b]) => a.dueAt - b.dueAt)
      .slice(0, limit)
      .map(([profileId, { dueAt }]) => ({ profileId, dueAt })),
  async backOff(_tx, profileId, code, dueAtAfter) {
    const row = state().queue.get(profileId);
    if (!row) return;
    const attempts = row.attempts + 1;
    state().queue.set(profileId, { ...row, attempts, failedWith: code, dueAt: dueAtAfter(attempts) });
  },
  async drop(_tx, profileId) {
    state().queue.delete(profileId);
  },
  async dropGone(_tx, profileIds) {
    for (const id of profileIds) if (!state().profiles.has(id)) state().queue.delete(id);
  },
  waiting: async (now, most) =>
    Math.min(most, [...state().queue.values()].filter(({ dueAt }) => dueAt <= now).length),
  async backlog(now) {
    const rows = [...state().queue.values()];
    return {
      due: rows.filter(({ dueAt }) => dueAt <= now).length,
      oldestDueAt: rows.length === 0 ? null : Math.min(...rows.map(({ dueAt }) => dueAt)),
      failing: rows.filter(({ attempts }) => attempts > 0).length,
    };
  },
});
