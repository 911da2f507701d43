import type { Identity } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { CauseText } from './cause';
import type { KnownIdentity, Merge, Profile } from './profile';

/** What is said of a profile whose row is held for a turn. */
export type LockedProfile = Pick<Profile, 'id' | 'mergedInto'>;

export type ProfilePatch = Partial<Omit<Profile, 'id'>>;

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** What the slice needs kept. Reads take the transaction they belong to, or null for none. */
export interface ProfileStore {
  /** The identities among these that are known. */
  identities(tx: Tx | null, wanted: readonly Identity[]): Promise<readonly KnownIdentity[]>;
  identitiesOf(tx: Tx | null, profileIds: readonly string[]): Promise<readonly KnownIdentity[]>;
  /** Writes the identity unless somebody has it, and says who has it now. Waits for a rival to commit. */
  claimIdentity(tx: Tx, identity: KnownIdentity): Promise<string>;
  /** The same for many, each of another name: says who has each now. */
  claimIdentities(tx: Tx, identities: readonly KnownIdentity[]): Promise<readonly KnownIdentity[]>;
  pointIdentity(tx: Tx, identity: KnownIdentity): Promise<void>;
  dropIdentities(tx: Tx, profileId: string): Promise<void>;
  moveIdentities(tx: Tx, from: string, into: string): Promise<void>;

  get(tx: Tx | null, id: string): Promise<Profile | undefined>;
  /** Locks these rows until the transaction ends, in the order of their ids, so that two callers never deadlock. */
  lock(tx: Tx, ids: readonly string[]): Promise<readonly Profile[]>;
  /**
   * Like lock, but those that another process has are left out at once. With `wait` they are waited for, a while at
   * most: the transaction then fails.
   */
  tryLock(tx: Tx, ids: readonly string[], wait?: boolean): Promise<readonly LockedProfile[]>;
  insert(tx: Tx, profile: Profile): Promise<void>;
  insertMany(tx: Tx, profiles: readonly Profile[]): Promise<void>;
  /** Writes the row as it stands here; the caller holds its lock. */
  save(tx: Tx, profile: Profile): Promise<void>;
  /** Until the transaction ends nobody is erased; waits for an erasure under way, and sees what it left. */
  holdOffErasure(tx: Tx): Promise<void>;
  /** What an erasure begins with: waits for whoever makes or finds people to write about them, and lets none begin. */
  holdOffResolving(tx: Tx): Promise<void>;
  /** The same for many, each there once. */
  saveMany(tx: Tx, profiles: readonly Profile[]): Promise<void>;
  /** Makes `from`, and all that were merged into it before, point at `into`. */
  retire(tx: Tx, from: string, into: string): Promise<void>;
  mergedInto(tx: Tx | null, id: string): Promise<readonly string[]>;

  insertMerge(tx: Tx, merge: Merge): Promise<void>;
  merges(tx: Tx | null, intoProfile: string): Promise<readonly Merge[]>;

  /** Finds text in name, address and ids; without text everybody, the last seen first. */
  search(text: string, page: number, pageSize: number): Promise<Page<Profile>>;
  /** Devices that nobody is known behind and that were last seen before this: what retention forgets. */
  strangersUnseenSince(time: number, limit: number): Promise<readonly string[]>;
  count(): Promise<number>;
  /** Living profiles last seen since. */
  seenSince(at: number): Promise<number>;
  /** Living profiles in the order of their ids, the next after `cursor`. */
  idsAfter(tx: Tx | null, cursor: string, limit: number): Promise<readonly string[]>;
  /** Living profiles only, in no order. */
  many(tx: Tx | null, ids: readonly string[]): Promise<readonly Profile[]>;
}

/** Membership in a CRM's lists. */
export interface ListStore {
  /** True when the profile was not in it before. Repeats move `at`. */
  add(tx: Tx, listId: string, profileId: string, at: number): Promise<boolean>;
  /** Those of these who were not in it before; all are in it then. */
  addMany(tx: Tx, listId: string, profileIds: readonly string[], at: number): Promise<readonly string[]>;
  remove(tx: Tx, listId: string, profileId: string): Promise<boolean>;
  listsOf(tx: Tx | null, profileId: string): Promise<readonly string[]>;
  /** Profiles without a list are missing. */
  listsOfMany(tx: Tx | null, profileIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Members last confirmed before this, at most `limit`. */
  staleMembers(tx: Tx, listId: string, before: number, limit: number): Promise<readonly string[]>;
  size(listId: string): Promise<number>;
  move(tx: Tx, from: string, into: string): Promise<void>;
}

/** When, and why, a profile must be looked at. */
export interface Due {
  readonly profileId: string;
  readonly dueAt: number;
  readonly cause: CauseText;
}

/** Queues each of these for one cause, at once unless a time is said. */
export type Schedule = (tx: Tx, ids: readonly string[], cause: CauseText, dueAt?: number) => Promise<void>;

/** Whose turn it is, and since when. */
export type DueTurn = Pick<Due, 'profileId' | 'dueAt'>;

/** Profiles that something must be done about, each once, at its time. */
export interface QueueStore {
  /** Keeps the earlier of the stored and the given time, and every cause. */
  schedule(tx: Tx, rows: readonly Due[]): Promise<void>;
  dueAt(profileId: string, tx: Tx | null): Promise<number | undefined>;
  /** Those of these that are due. */
  dueAmong(tx: Tx, profileIds: readonly string[], now: number): Promise<readonly string[]>;
  /** Takes out those of these that are due, and says why each was; they come back when the transaction fails. */
  take(tx: Tx, profileIds: readonly string[], now: number): Promise<ReadonlyMap<string, CauseText>>;
  /** What is due, the longest due first; claims nothing. */
  due(now: number, limit: number): Promise<readonly DueTurn[]>;
  /** Counts a failure and moves the row to a later time. */
  backOff(tx: Tx, profileId: string, code: string, dueAtAfter: (attempts: number) => number): Promise<void>;
  drop(tx: Tx, profileId: string): Promise<void>;
  /** Takes out those of these of whom there is no profile any more. */
  dropGone(tx: Tx, profileIds: readonly string[]): Promise<void>;
  /** How many are due, counted up to so many. */
  waiting(now: number, most: number): Promise<number>;
  backlog(
    now: number,
  ): Promise<{ readonly due: number; readonly oldestDueAt: number | null; readonly failing: number }>;
}
