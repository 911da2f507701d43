import type { Consent, JsonObject, Purpose } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { Due } from '../profiles';

/** Whom a call is about. Without proof, userId and e-mail are what a device says of itself. */
export interface Who {
  readonly anonymousId?: string;
  readonly userId?: string;
  readonly email?: string;
  readonly proven: boolean;
  /** When it happened. */
  readonly at?: number;
}

/** A single name somebody may be known by. */
export interface Name {
  readonly kind: 'anonymousId' | 'userId' | 'email';
  readonly value: string;
}

/** How erasure may know a name: an address in quarantine is there as its keyed hash. */
export type Sought = Name | { readonly kind: 'emailHash'; readonly value: string };

/** What is known under a name. */
export interface Acquaintance {
  readonly consent: Consent;
  /** Somebody with a userId or an address, and no mere device. */
  readonly isPerson: boolean;
  /** When somebody of this name was erased last. */
  readonly erasedAt: number | undefined;
}

/** What the visitor's browser tells by the way. */
export interface Sighting {
  readonly profileId: string;
  readonly at: number;
  readonly timezone?: string;
  readonly locale?: string;
}

/** What events ask of profiles. Every step belongs to the transaction that stores the event. */
export interface People {
  /** The living profile of each, made and merged as the names say, in order. */
  resolve(tx: Tx, whom: readonly Who[]): Promise<readonly string[]>;
  /** Who goes by these names, in their order; nobody is made. Until the transaction ends nobody is erased. */
  lookUp(tx: Tx, names: readonly Sought[]): Promise<readonly Acquaintance[]>;
  /** Throws `too-large` where one person would have too many. */
  applyTraits(tx: Tx, profileId: string, traits: JsonObject): Promise<void>;
  seen(tx: Tx, sightings: readonly Sighting[]): Promise<void>;
  /** Something about them has changed: they are looked at again at this time, for this cause. */
  queue(tx: Tx, rows: readonly Due[]): Promise<void>;
}

/** Yes and no by purpose, as one call brought them. */
export interface Decisions {
  readonly answers: Readonly<Partial<Record<Purpose, boolean>>>;
  readonly source: string;
  readonly wording?: string;
}

/** Keeps a decision with its source, wording and time, and the device whose bare word it is, if it is one. */
export type RecordConsent = (
  tx: Tx,
  profileId: string,
  decisions: Decisions,
  said: { readonly at: number; readonly device?: string },
) => Promise<void>;

/** The device that speaks, where nothing proves for whom. */
export const bareDevice = ({ anonymousId, proven }: Who): string | undefined =>
  proven ? undefined : anonymousId;

/** The names by which a call's person may be found: without proof, the device's alone. */
export const namesOf = ({ anonymousId, userId, email, proven }: Who): readonly Name[] => [
  ...(proven && userId ? [{ kind: 'userId' as const, value: userId }] : []),
  ...(proven && email ? [{ kind: 'email' as const, value: email }] : []),
  ...(anonymousId ? [{ kind: 'anonymousId' as const, value: anonymousId }] : []),
];
