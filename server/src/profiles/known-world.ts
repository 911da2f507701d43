import type { Identity } from '../../../plugin/src';
import type { Tx } from '../ports';
import { identitiesOf } from './plan';
import type { KnownIdentity, Profile, Reference } from './profile';
import type { ProfilePatch, ProfileStore } from './profile-store';

const keyOf = ({ kind, value }: Identity): string => `${kind}:${value}`;

/** A rival may merge or claim while we read; each try reads anew what the rival committed. */
const TRIES = 8;

/**
 * What one transaction knows of the identities and profiles it works on: loaded and locked in one go, and kept
 * equal to the database by writing to both. Thousands of references cost a handful of queries.
 */
export interface KnownWorld {
  ownerOf(identity: Identity): Profile | undefined;
  /** Follows merges made in this transaction. */
  living(id: string): string;
  profile(id: string): Profile;
  add(profile: Profile): void;
  /** The profile as it is from now on. */
  change(id: string, patch: ProfilePatch): Profile;
  point(identity: Identity, profileId: string): void;
  merge(from: string, into: string): void;
  /** Learns what a rival has done to these identities meanwhile. */
  reload(identities: readonly Identity[]): Promise<void>;
}

export const createKnownWorld = (store: ProfileStore, tx: Tx): KnownWorld => {
  const owners = new Map<string, string>();
  const profiles = new Map<string, Profile>();
  const merged = new Map<string, string>();

  const living = (id: string): string => {
    let at = id;
    for (let next = merged.get(at); next !== undefined; next = merged.get(at)) at = next;
    return at;
  };
  const profile = (id: string): Profile => {
    const found = profiles.get(living(id));
    if (!found) throw new Error('A profile was used that was never loaded.');
    return found;
  };
  const isSettled = (known: readonly KnownIdentity[], locked: readonly Profile[]): boolean => {
    const alive = new Set(locked.filter(({ mergedInto }) => mergedInto === null).map(({ id }) => id));
    return known.every(({ profileId }) => alive.has(profileId) || merged.has(profileId));
  };

  return {
    ownerOf(identity) {
      const owner = owners.get(keyOf(identity));
      return owner === undefined ? undefined : profile(owner);
    },
    living,
    profile,
    add: (added) => void profiles.set(added.id, added),
    change(id, patch) {
      const changed = { ...profile(id), ...patch };
      profiles.set(changed.id, changed);
      return changed;
    },
    point: (identity, profileId) => void owners.set(keyOf(identity), profileId),
    merge: (from, into) => void merged.set(from, into),
    async reload(identities) {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const known = await store.identities(tx, identities);
        const locked = await store.lock(tx, [...new Set(known.map(({ profileId }) => profileId))]);
        if (!isSettled(known, locked)) continue;
        for (const row of locked) if (!merged.has(row.id)) profiles.set(row.id, row);
        for (const identity of known) owners.set(keyOf(identity), identity.profileId);
        return;
      }
      throw new Error('The identities kept changing while they were read.');
    },
  };
};

/** Everything these references could touch, each once. */
export const namedBy = (references: readonly Reference[]): readonly Identity[] => [
  ...new Map(
    references.flatMap(identitiesOf).map((identity) => [keyOf(identity), identity] as const),
  ).values(),
];
