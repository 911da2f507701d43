import type { Identity } from '../../../plugin/src';
import type { Profile, Reference } from './profile';
import type { ProfilePatch } from './profile-store';

/** What must happen so that a reference has one living profile. Pure: made from what is known, performed elsewhere. */
export interface Plan {
  /** An existing profile's id; undefined: a new one. */
  readonly target: string | undefined;
  readonly merge: readonly string[];
  /** Identities nobody has yet. */
  readonly attach: readonly Identity[];
  /** Identities that leave another person, whose history stays where it is. */
  readonly repoint: readonly Identity[];
  readonly patch: ProfilePatch;
}

/** Proof first: the order in which a reference's names say who is meant. */
export const identitiesOf = (reference: Reference): readonly Identity[] => {
  const { anonymousId, userId, email, external, proven } = reference;
  const all: readonly (readonly [Identity['kind'], string | undefined])[] = proven
    ? [
        ['userId', userId],
        ['email', email],
        ['external', external],
        ['anonymousId', anonymousId],
      ]
    : [['anonymousId', anonymousId]];
  return all.flatMap(([kind, value]) => (value ? [{ kind, value }] : []));
};

/**
 * A profile without a userId may become part of another one, unless its device claims to be somebody else:
 * two people are never joined.
 */
const mayJoin = (profile: Profile, userId: string | null): boolean =>
  profile.userId === null
    ? profile.claimedUserId === null || userId === null || profile.claimedUserId === userId
    : profile.userId === userId;

const older = (a: Profile, b: Profile): number =>
  a.createdAt - b.createdAt || (a.id < b.id ? -1 : Number(a.id !== b.id));

/** `ownerOf` answers with the living profile that has this identity. */
export const planResolve = (
  reference: Reference,
  ownerOf: (identity: Identity) => Profile | undefined,
): Plan => {
  const identities = identitiesOf(reference);
  const owners = identities.map((identity) => ({ identity, owner: ownerOf(identity) }));
  const found = [...new Set(owners.flatMap(({ owner }) => owner ?? []))];

  const userId =
    (reference.proven && reference.userId) || (found.find((profile) => profile.userId)?.userId ?? null);
  const same = found.filter((profile) => mayJoin(profile, userId));
  const target =
    same.find((profile) => userId !== null && profile.userId === userId) ?? [...same].sort(older)[0];
  const others = same.filter((profile) => profile !== target && mayJoin(profile, target?.userId ?? userId));
  // Two devices that claim different people are two, even where the proof names neither.
  const claim = target?.claimedUserId ?? null;
  const merge = others.filter(
    (profile) => userId !== null || claim === null || [null, claim].includes(profile.claimedUserId),
  );

  return {
    target: target?.id,
    merge: merge.map(({ id }) => id),
    attach: owners.filter(({ owner }) => !owner).map(({ identity }) => identity),
    repoint: owners
      .filter(({ owner }) => owner && owner !== target && !merge.includes(owner))
      .map(({ identity }) => identity),
    patch: reference.proven ? provenPatch(reference, target) : claimedPatch(reference, target),
  };
};

const provenPatch = ({ userId, email }: Reference, target: Profile | undefined): ProfilePatch => ({
  ...(userId && target?.userId !== userId ? { userId } : {}),
  ...(userId && target?.claimedUserId ? { claimedUserId: null } : {}),
  ...(email && target?.email !== email ? { email } : {}),
  ...(email && target?.claimedEmail ? { claimedEmail: null } : {}),
});

const claimedPatch = ({ userId, email }: Reference, target: Profile | undefined): ProfilePatch => ({
  ...(userId && target?.userId !== userId && target?.claimedUserId !== userId
    ? { claimedUserId: userId }
    : {}),
  ...(email && target?.email !== email && target?.claimedEmail !== email ? { claimedEmail: email } : {}),
});
