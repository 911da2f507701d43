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
import { EVERYTHING, ONLY_TIME, traitsChanged, type CauseText } from './cause';
import { createLists, type Lists } from './lists';
import { createMakeMany, type NewPerson } from './make-many';
import { NEVER, type KnownIdentity, type Merge, type Profile, type Reference } from './profile';
import type {
  Due,
  ListStore,
  LockedProfile,
  Page,
  ProfilePatch,
  ProfileStore,
  QueueStore,
  Schedule,
} from './profile-store';
import { createResolve, type MergeHook } from './resolve';
import { createSightings, type Sightings } from './sightings';

/** Everything a person is known by, proven names only: what export and erasure look for. */
export interface KnownPerson {
  /** The living profile first, then all that were merged into it. */
  readonly profileIds: readonly string[];
  readonly anonymousIds: readonly string[];
  readonly userIds: readonly string[];
  readonly emails: readonly string[];
  readonly externals: readonly string[];
}

export interface Profiles extends Lists, Sightings {
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
  tryLock(tx: Tx, ids: readonly string[], wait?: boolean): Promise<readonly LockedProfile[]>;
  /** Shallow merge, null deletes. Throws `too-large` past 32 KB. Queues the profile. */
  applyTraits(tx: Tx, id: string, traits: JsonObject): Promise<void>;
  setConsent(tx: Tx, id: string, consent: Consent): Promise<void>;
  /** Makes people whom nobody knows; queues nobody: the caller judges them. */
  makeMany(tx: Tx, people: readonly NewPerson[]): Promise<readonly (string | undefined)[]>;
  identitiesOf(id: string, tx?: Tx): Promise<readonly KnownIdentity[]>;
  mergesOf(id: string): Promise<readonly Merge[]>;
  search(text: string, page: number, pageSize: number): Promise<Page<Profile>>;
  count(): Promise<number>;
  /** How many were last seen since. */
  seenSince(at: number): Promise<number>;
  /** The living among these, in no order. */
  getMany(ids: readonly string[], tx?: Tx): Promise<readonly Profile[]>;
  /** Ids of the living in ascending order, the next after `cursor`. */
  idsAfter(cursor: string, limit: number, tx?: Tx): Promise<readonly string[]>;
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
  const change = async (tx: Tx, id: string, patchOf: (profile: Profile) => ProfilePatch) => {
    const profile = await lock(tx, id);
    if (!profile) return undefined;
    const patch = patchOf(profile);
    if (Object.keys(patch).length > 0) await store.save(tx, { ...profile, ...patch });
    return profile.id;
  };
  const schedule: Schedule = (tx, ids, cause, dueAt = now()) =>
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
      if (changed) await schedule(tx, [changed], traitsChanged(changes));
    },
    async setConsent(tx, id, consent) {
      const changed = await change(tx, id, () => ({ consent }));
      // No condition asks for it without a request; flows do.
      if (changed) await schedule(tx, [changed], ONLY_TIME);
    },
    ...createSightings({ store, schedule }),
    ...createLists({ lists, schedule, now }),
    makeMany: createMakeMany({ store, now, newId }),
    identitiesOf: async (id, tx) => store.identitiesOf(tx ?? null, [id]),
    mergesOf: (id) => store.merges(null, id),
    search: store.search,
    count: store.count,
    seenSince: store.seenSince,
    getMany: (ids, tx) => store.many(tx ?? null, ids),
    idsAfter: (cursor, limit, tx) => store.idsAfter(tx ?? null, cursor, limit),
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
      schedule(tx, typeof ids === 'string' ? [ids] : ids, cause, dueAt),
    queueEach: queue.schedule,
    onMerge: (hook) => void hooks.push(hook),
  };
};
