import { TRAITS_LIMIT, type JsonObject } from '../../../plugin/src';
import type { Clock, NewId, Tx } from '../ports';
import { planResolve } from './plan';
import { newProfile, type KnownIdentity, type Reference } from './profile';
import type { ProfileStore } from './profile-store';
import { checked } from './resolve';

/** Somebody whom nobody knows yet. */
export interface NewPerson {
  readonly reference: Reference;
  readonly traits: JsonObject;
}

interface Needs {
  readonly store: ProfileStore;
  readonly now: Clock;
  readonly newId: NewId;
}

const isUnknown = (): undefined => undefined;

/**
 * Makes many people at once whose names nobody has, each of names of their own: a handful of statements for all of them.
 * Where somebody took a name a moment before, nobody is made, and the place is undefined. Throws `invalid` as resolving
 * does. Queues nobody: whoever calls this judges them.
 */
export const createMakeMany =
  ({ store, now, newId }: Needs) =>
  async (tx: Tx, people: readonly NewPerson[]): Promise<readonly (string | undefined)[]> => {
    await store.holdOffErasure(tx);
    const at = now();
    const made = people.map(({ reference, traits }) => {
      const clean = checked(reference);
      const { attach, patch } = planResolve(clean, isUnknown);
      const profile = { ...newProfile(newId(), at, clean.at), ...patch, traits };
      const names = attach.map(
        (name): KnownIdentity => ({ ...name, profileId: profile.id, proven: clean.proven, at }),
      );
      return { profile, names, fits: JSON.stringify(traits).length <= TRAITS_LIMIT };
    });
    const fit = made.filter(({ fits }) => fits);
    const owners = new Map(
      (
        await store.claimIdentities(
          tx,
          fit.flatMap(({ names }) => names),
        )
      ).map(({ kind, value, profileId }) => [`${kind}:${value}`, profileId]),
    );
    const mine = fit.filter(({ profile, names }) =>
      names.every(({ kind, value }) => owners.get(`${kind}:${value}`) === profile.id),
    );
    const isMine = new Set(mine.map(({ profile }) => profile.id));
    for (const { profile } of fit) if (!isMine.has(profile.id)) await store.dropIdentities(tx, profile.id);
    await store.insertMany(
      tx,
      mine.map(({ profile }) => profile),
    );
    return made.map(({ profile }) => (isMine.has(profile.id) ? profile.id : undefined));
  };
