import type { Consent, JsonObject, Standing } from '../../../plugin/src';

/** What a visit takes from the person who is known to be visiting. */
export interface Known {
  readonly consent: Consent;
  readonly timezone: string | null;
}

/** Somebody, as found by a name: all that deciding for them takes, read at once. */
export interface Found extends Known {
  readonly profileId: string;
  /** More than a device: a name of theirs was proven. */
  readonly isSomebody: boolean;
  /** When they must be judged again; epoch milliseconds. */
  readonly dueAt: number | undefined;
  /** The segments they are kept in, and those that failed on them. */
  readonly memberships: readonly {
    readonly segmentId: string;
    readonly parts: string;
    /** The revision of the segment that failed on them. */
    readonly failed?: number;
  }[];
}

/** A name that somebody is known by. */
export interface VisitorName {
  readonly kind: 'userId' | 'anonymousId';
  readonly value: string;
}

/** What the content slice asks of the others on the request path. */
export interface VisitorPorts {
  /** The profile of this name, as of now; never makes one. */
  find(name: VisitorName): Promise<Found | undefined>;
  /** Takes in what is due for this profile, so that the answer knows what was just done. */
  freshen(profileId: string): Promise<void>;
  /** What is known of this person, for words about them. */
  traitsOf(profileId: string): Promise<JsonObject>;
  /** `null` is a stranger: an empty profile plus the request's context. With keys, those segments alone are judged. */
  decide(
    memberships: Found['memberships'] | null,
    context: () => JsonObject,
    keys?: ReadonlySet<string>,
  ): Promise<Judged>;
  /**
   * What a judgement rests on beside the request: the same object as long as nothing of it has changed. Undefined
   * where that cannot be told without waiting. The empty name is nobody's.
   */
  basis(anonymousId: string): object | undefined;
}

/** Where somebody stands, and until when the visit's own part of it holds by the clock; epoch milliseconds, null for ever. */
export interface Judged {
  readonly standing: Standing;
  readonly until: number | null;
}
