import type { Consent, JsonObject, Purpose } from '../../../plugin/src';
import type { Tx } from '../ports';

/** Whom a call is about. Without proof, userId and e-mail are what a device says of itself. */
export interface Who {
  readonly anonymousId?: string;
  readonly userId?: string;
  readonly email?: string;
  readonly proven: boolean;
}

/** A single name somebody may be known by. */
export interface Name {
  readonly kind: 'anonymousId' | 'userId' | 'email';
  readonly value: string;
}

/** What the visitor's browser tells by the way. */
export interface Sighting {
  readonly at: number;
  readonly timezone?: string;
  readonly locale?: string;
}

/** What events ask of profiles. Every step belongs to the transaction that stores the event. */
export interface People {
  /** The living profile of each, made and merged as the names say, in order. */
  resolve(tx: Tx, whom: readonly Who[]): Promise<readonly string[]>;
  /** What each of these people has agreed to; nobody is made. Undefined for a name that is not known. */
  consents(tx: Tx, names: readonly Name[]): Promise<readonly (Consent | undefined)[]>;
  /** Throws `too-large` where one person would have too many. */
  applyTraits(tx: Tx, profileId: string, traits: JsonObject): Promise<void>;
  seen(tx: Tx, profileId: string, sighting: Sighting): Promise<void>;
  /** Something about them has changed: they are looked at again at this time. */
  queue(tx: Tx, profileIds: readonly string[], dueAt: number): Promise<void>;
}

/** Yes and no by purpose, as one call brought them. */
export interface Decisions {
  readonly answers: Readonly<Partial<Record<Purpose, boolean>>>;
  readonly source: string;
  readonly wording?: string;
}

/** Keeps a decision with its source, wording and time. */
export type RecordConsent = (tx: Tx, profileId: string, decisions: Decisions, at: number) => Promise<void>;

/** The names by which a call's person may be found: without proof, the device's alone. */
export const namesOf = ({ anonymousId, userId, email, proven }: Who): readonly Name[] => [
  ...(proven && userId ? [{ kind: 'userId' as const, value: userId }] : []),
  ...(proven && email ? [{ kind: 'email' as const, value: email }] : []),
  ...(anonymousId ? [{ kind: 'anonymousId' as const, value: anonymousId }] : []),
];
