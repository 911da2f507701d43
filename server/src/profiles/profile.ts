import { nameOf, type Consent, type Identity, type JsonObject } from '../../../plugin/src';

/** A person, or a device whose person is not known yet. Times are epoch milliseconds. */
export interface Profile {
  readonly id: string;
  /** Proven. Identified means: has one. */
  readonly userId: string | null;
  /** Proven, lower case: the address that may be written to. */
  readonly email: string | null;
  /** What a device says of itself under a browser key; decides nothing about anybody else. */
  readonly claimedUserId: string | null;
  readonly claimedEmail: string | null;
  readonly traits: JsonObject;
  readonly consent: Consent;
  /** IANA name, as the browser last said. */
  readonly timezone: string | null;
  readonly locale: string | null;
  readonly createdAt: number;
  /** Zero of whoever never came: a CRM or a list may know people whom the website has yet to see. */
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** The living profile this one became part of. */
  readonly mergedInto: string | null;
}

/** A name by which a profile is known, with when and how it was learnt. */
export interface KnownIdentity extends Identity {
  readonly profileId: string;
  readonly proven: boolean;
  readonly at: number;
}

/**
 * Who a call is about. `proven` is said by a server key, a signature or a session; without it userId and e-mail
 * are claims of the device and name nobody.
 */
export interface Reference {
  readonly anonymousId?: string;
  readonly userId?: string;
  readonly email?: string;
  readonly external?: string;
  readonly proven: boolean;
  /** When it happened: a profile that is made for it was seen then; NEVER for one that is only told of. */
  readonly at?: number;
}

/** A merge as it is kept: enough to say what was joined, when and why, and to take it apart by hand. */
export interface Merge {
  readonly id: string;
  readonly fromProfile: string;
  readonly intoProfile: string;
  readonly reason: string;
  readonly at: number;
  readonly snapshot: { readonly profile: Profile; readonly identities: readonly KnownIdentity[] };
}

/** Known to be somebody, by a name that was proven: more than a device. */
export const isSomebody = ({ userId, email }: Pick<Profile, 'userId' | 'email'>): boolean =>
  userId !== null || email !== null;

/** What administrators know somebody by; empty where nothing is known but the device. */
export const calledOf = ({
  traits,
  email,
  claimedEmail,
  userId,
}: Pick<Profile, 'traits' | 'email' | 'claimedEmail' | 'userId'>): string =>
  nameOf(traits) || email || claimedEmail || userId || '';

/** The time at which somebody was seen who never came. */
export const NEVER = 0;

export const newProfile = (id: string, at: number, seenAt = at): Profile => ({
  id,
  userId: null,
  email: null,
  claimedUserId: null,
  claimedEmail: null,
  traits: {},
  consent: {},
  timezone: null,
  locale: null,
  createdAt: at,
  firstSeenAt: seenAt,
  lastSeenAt: seenAt,
  mergedInto: null,
});
