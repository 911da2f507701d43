import {
  mergeTraits,
  normaliseEmail,
  PluginError,
  TRAITS_LIMIT,
  type Consent,
  type Identity,
  type JsonObject,
} from '../../../plugin/src';
import type { Clock, NewId, Tx } from '../ports';
import { EVERYTHING, listChanged, NEW_ZONE, ONLY_TIME, traitsChanged, type CauseText } from './cause';
import { createMakeMany, type NewPerson } from './make-many';
import { NEVER, type KnownIdentity, type Merge, type Profile, type Reference } from './profile';
import type { Due, ListStore, Page, ProfilePatch, ProfileStore, QueueStore } from './profile-store';
import { createResolve, type MergeHook } from './resolve';

/** Everything a person is known by, proven names only: what export and erasure look for. */
export interface KnownPerson {
  /** The living profile first, then all that were merged into it. */
  readonly profileIds: readonly string[];
  readonly anonymousIds: readonly string[];
  readonly userIds: readonly string[];
  readonly emails: readonly string[];
  readonly externals: readonly string[];
}

export interface Sighting {
  readonly profileId: string;
  readonly at: number;
  readonly timezone?: string;
  readonly locale?: string;
}

export interface Profiles {
  resolve(tx: Tx, reference: Reference): Promise<string>;
  /** In order, for a batch; events of one batch must use these ids, since a later one may merge an earlier. */
  resolveMany(tx: Tx, references: readonly Reference[]): Promise<readonly string[]>;
  /** For CRM contacts: null when this person was erased here, so that no sync brings them back. */
  resolveContact(tx: Tx, contact: { email?: string; external: string }): Promise<string | null>;
  /** Creates nothing. */
  find(identity: Identity, tx?: Tx): Promise<Profile | undefined>;
  /**
   * The same for many at once, in their order; for a batch that resolves them next. From here on nobody is erased
   * until the transaction ends, and their rows are locked.
   */
  findMany(tx: Tx, identities: readonly Identity[]): Promise<readonly (Profile | undefined)[]>;
  /** The living profile: follows merges. */
  get(id: string, tx?: Tx): Promise<Profile | undefined>;
  /** The living profile, its row locked until the transaction ends. */
  lock(tx: Tx, id: string): Promise<Profile | undefined>;
  /**
   * The rows as they are, merged or not, by id; without those that are gone or that another transaction holds. With
   * `wait` that one is waited for, a while at most: the transaction then fails.
   */
  tryLock(tx: Tx, ids: readonly string[], wait?: boolean): Promise<readonly Profile[]>;
  /** Shallow merge, null deletes. Throws `too-large` past 32 KB. Queues the profile. */
  applyTraits(tx: Tx, id: string, traits: JsonObject): Promise<void>;
  /** Any number of each person's, in any order: where and when they were first and last seen. */
  seen(tx: Tx, sightings: readonly Sighting[]): Promise<void>;
  setConsent(tx: Tx, id: string, consent: Consent): Promise<void>;
  /** True when newly in. `listId` is `<connection id>:<list id>`. */
  setList(tx: Tx, id: string, listId: string): Promise<boolean>;
  /** Makes people whom nobody knows; queues nobody: the caller judges them. */
  makeMany(tx: Tx, people: readonly NewPerson[]): Promise<readonly (string | undefined)[]>;
  /** Those of these who are newly in; queues nobody: the caller judges them. */
  joinList(tx: Tx, ids: readonly string[], listId: string): Promise<readonly string[]>;
  /** How many of these are newly in. */
  setListOfMany(tx: Tx, ids: readonly string[], listId: string): Promise<number>;
  removeList(tx: Tx, id: string, listId: string): Promise<boolean>;
  /** After a whole read: takes out those not confirmed since `before`, at most `limit`; says how many. */
  pruneList(tx: Tx, listId: string, before: number, limit: number): Promise<number>;
  listsOf(id: string, tx?: Tx): Promise<ReadonlySet<string>>;
  /** Profiles without a list are missing. */
  listsOfMany(ids: readonly string[], tx?: Tx): Promise<ReadonlyMap<string, readonly string[]>>;
  listSize(listId: string): Promise<number>;
  identitiesOf(id: string, tx?: Tx): Promise<readonly KnownIdentity[]>;
  mergesOf(id: string): Promise<readonly Merge[]>;
  search(text: string, page: number, pageSize: number): Promise<Page<Profile>>;
  count(): Promise<number>;
  /** How many were last seen since. */
  seenSince(at: number): Promise<number>;
  /** The living among these, in no order. */
  getMany(ids: readonly string[], tx?: Tx): Promise<readonly Profile[]>;
  /** Ids of the living in ascending order: the next after `cursor`, and those from the nth place on. */
  idsAfter(cursor: string, limit: number, tx?: Tx): Promise<readonly string[]>;
  idsFrom(place: number, limit: number): Promise<readonly string[]>;
  person(id: string, tx?: Tx): Promise<KnownPerson | undefined>;
  strangersUnseenSince(time: number, limit: number): Promise<readonly string[]>;
  /** What an erasure begins with: from here on nobody is made, found or merged until its transaction ends. */
  holdOffResolving(tx: Tx): Promise<void>;
  /** Something must be looked at again for these at `dueAt`; the earlier time wins. Unsaid, the cause is anything. */
  queue(tx: Tx, ids: string | readonly string[], dueAt: number, cause?: CauseText): Promise<void>;
  /** The same for each with a time and a cause of its own. */
  queueEach(tx: Tx, rows: readonly Due[]): Promise<void>;
  /** Called in a merge's transaction, in the order of their registration. */
  onMerge(hook: MergeHook): void;
}

interface Needs {
  readonly store: ProfileStore;
  readonly lists: ListStore;
  readonly queue: QueueStore;
  readonly now: Clock;
  readonly newId: NewId;
  readonly isErased: (tx: Tx, contact: { email?: string; external: string }) => Promise<boolean>;
  /** Lets other work of this process have a turn. */
  readonly breathe?: () => Promise<void>;
}

/** The same profile where nothing is new. */
const seenAt = (profile: Profile, { at, timezone, locale }: Omit<Sighting, 'profileId'>): Profile => {
  // The first event comes a moment before its profile: what nobody knows yet, any event may tell.
  const isNewest = at >= profile.lastSeenAt;
  const moves =
    timezone !== undefined && timezone !== profile.timezone && (isNewest || profile.timezone === null);
  const speaks = locale !== undefined && locale !== profile.locale && (isNewest || profile.locale === null);
  if (at <= profile.lastSeenAt && at >= profile.firstSeenAt && !moves && !speaks) return profile;
  return {
    ...profile,
    lastSeenAt: Math.max(at, profile.lastSeenAt),
    firstSeenAt: profile.firstSeenAt === NEVER ? at : Math.min(at, profile.firstSeenAt),
    ...(moves ? { timezone } : {}),
    ...(speaks ? { locale } : {}),
  };
};

/** The outermost names whose values are not the same. */
const differing = (before: JsonObject, after: JsonObject): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );

export const createProfiles = ({ store, lists, queue, now, newId, isErased, breathe }: Needs): Profiles => {
  const hooks: MergeHook[] = [];
  const resolveMany = createResolve({ store, lists, queue, now, newId, hooks, breathe });
  const resolve = async (tx: Tx, reference: Reference): Promise<string> =>
    (await resolveMany(tx, [reference]))[0]!;

  const get = async (id: string, tx: Tx | null = null): Promise<Profile | undefined> => {
    const profile = await store.get(tx, id);
    return profile?.mergedInto ? store.get(tx, profile.mergedInto) : profile;
  };
  const lock = async (tx: Tx, id: string): Promise<Profile | undefined> => {
    const [profile] = await store.lock(tx, [id]);
    return profile?.mergedInto ? (await store.lock(tx, [profile.mergedInto]))[0] : profile;
  };
  /** By the ids asked for, merged or not. */
  const living = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Profile>> => {
    const rows = await store.lock(tx, ids);
    const gone = rows.flatMap(({ mergedInto }) => mergedInto ?? []);
    const others = gone.length > 0 ? await store.lock(tx, [...new Set(gone)]) : [];
    const byId = new Map([...rows, ...others].map((profile) => [profile.id, profile]));
    return new Map(
      rows.flatMap((row) => {
        const profile = row.mergedInto ? byId.get(row.mergedInto) : row;
        return profile ? [[row.id, profile] as const] : [];
      }),
    );
  };
  const change = async (tx: Tx, id: string, patchOf: (profile: Profile) => ProfilePatch) => {
    const profile = await lock(tx, id);
    if (!profile) return undefined;
    const patch = patchOf(profile);
    if (Object.keys(patch).length > 0) await store.save(tx, { ...profile, ...patch });
    return profile.id;
  };
  const schedule = (tx: Tx, ids: readonly string[], dueAt: number, cause: CauseText) =>
    queue.schedule(
      tx,
      ids.map((profileId) => ({ profileId, dueAt, cause })),
    );

  return {
    resolve,
    resolveMany,
    async resolveContact(tx, { email, external }) {
      // Asked only when no erasure can come between the answer and the person.
      await store.holdOffErasure(tx);
      const contact = { external, ...(email ? { email: normaliseEmail(email) } : {}) };
      return (await isErased(tx, contact)) ? null : resolve(tx, { ...contact, proven: true, at: NEVER });
    },
    async find(identity, tx) {
      const [known] = await store.identities(tx ?? null, [identity]);
      return known && get(known.profileId, tx ?? null);
    },
    async findMany(tx, identities) {
      await store.holdOffErasure(tx);
      const known = await store.identities(tx, identities);
      const rows = await store.lock(tx, [...new Set(known.map(({ profileId }) => profileId))]);
      const byId = new Map(rows.map((profile) => [profile.id, profile]));
      const byName = new Map(known.map((name) => [`${name.kind}:${name.value}`, byId.get(name.profileId)]));
      return identities.map(({ kind, value }) => byName.get(`${kind}:${value}`));
    },
    get: (id, tx) => get(id, tx ?? null),
    lock,
    tryLock: store.tryLock,
    async applyTraits(tx, id, traits) {
      let changes: readonly string[] = [];
      const changed = await change(tx, id, (profile) => {
        const merged = mergeTraits(profile.traits, traits);
        if (JSON.stringify(merged).length > TRAITS_LIMIT) {
          throw new PluginError(
            'too-large',
            `A person's traits may take ${TRAITS_LIMIT} characters as JSON.`,
          );
        }
        changes = differing(profile.traits, merged);
        return { traits: merged };
      });
      if (changed) await schedule(tx, [changed], now(), traitsChanged(changes));
    },
    async seen(tx, sightings) {
      const known = await living(tx, [...new Set(sightings.map(({ profileId }) => profileId))]);
      const moved = new Map<string, Profile>();
      for (const { profileId, ...sighting } of [...sightings].sort((a, b) => a.at - b.at)) {
        const profile = known.get(profileId);
        if (!profile) continue;
        const before = moved.get(profile.id) ?? profile;
        const after = seenAt(before, sighting);
        if (after !== before) moved.set(profile.id, after);
      }
      await store.saveMany(tx, [...moved.values()]);
      const before = new Map([...known.values()].map((profile) => [profile.id, profile.timezone]));
      const travelled = [...moved.values()].filter(({ id, timezone }) => timezone !== before.get(id));
      await schedule(
        tx,
        travelled.map(({ id }) => id),
        now(),
        NEW_ZONE,
      );
    },
    async setConsent(tx, id, consent) {
      const changed = await change(tx, id, () => ({ consent }));
      // No condition asks for it without a request; flows do.
      if (changed) await schedule(tx, [changed], now(), ONLY_TIME);
    },
    async setList(tx, id, listId) {
      const isNew = await lists.add(tx, listId, id, now());
      if (isNew) await schedule(tx, [id], now(), listChanged(listId));
      return isNew;
    },
    makeMany: createMakeMany({ store, now, newId }),
    joinList: (tx, ids, listId) => lists.addMany(tx, listId, ids, now()),
    async setListOfMany(tx, ids, listId) {
      const fresh = await lists.addMany(tx, listId, ids, now());
      if (fresh.length > 0) await schedule(tx, fresh, now(), listChanged(listId));
      return fresh.length;
    },
    async removeList(tx, id, listId) {
      const wasIn = await lists.remove(tx, listId, id);
      if (wasIn) await schedule(tx, [id], now(), listChanged(listId));
      return wasIn;
    },
    async pruneList(tx, listId, before, limit) {
      const gone = await lists.staleMembers(tx, listId, before, limit);
      for (const id of gone) await lists.remove(tx, listId, id);
      await schedule(tx, gone, now(), listChanged(listId));
      return gone.length;
    },
    listsOf: async (id, tx) => new Set(await lists.listsOf(tx ?? null, id)),
    listsOfMany: (ids, tx) => lists.listsOfMany(tx ?? null, ids),
    listSize: (listId) => lists.size(listId),
    identitiesOf: async (id, tx) => store.identitiesOf(tx ?? null, [id]),
    mergesOf: (id) => store.merges(null, id),
    search: store.search,
    count: store.count,
    seenSince: store.seenSince,
    getMany: (ids, tx) => store.many(tx ?? null, ids),
    idsAfter: (cursor, limit, tx) => store.idsAfter(tx ?? null, cursor, limit),
    idsFrom: store.idsFrom,
    async person(id, tx) {
      const profile = await get(id, tx ?? null);
      if (!profile) return undefined;
      const profileIds = [profile.id, ...(await store.mergedInto(tx ?? null, profile.id))];
      const names = await store.identitiesOf(tx ?? null, profileIds);
      const values = (kind: Identity['kind'], own: string | null = null) => [
        ...new Set([...(own ? [own] : []), ...names.flatMap((n) => (n.kind === kind ? [n.value] : []))]),
      ];
      return {
        profileIds,
        anonymousIds: values('anonymousId'),
        userIds: values('userId', profile.userId),
        emails: values('email', profile.email),
        externals: values('external'),
      };
    },
    strangersUnseenSince: store.strangersUnseenSince,
    holdOffResolving: store.holdOffResolving,
    queue: (tx, ids, dueAt, cause = EVERYTHING) =>
      schedule(tx, typeof ids === 'string' ? [ids] : ids, dueAt, cause),
    queueEach: queue.schedule,
    onMerge: (hook) => void hooks.push(hook),
  };
};
