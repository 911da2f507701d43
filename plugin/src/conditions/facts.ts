import type { Json, JsonObject } from '../json';
import type { Population } from '../scores';

export interface EventFact {
  readonly name: string;
  /** Epoch milliseconds at which it happened. */
  readonly at: number;
  readonly properties: JsonObject;
  /** When it came, in the order of arrival: of what happened in the same millisecond the one that came first is first. */
  readonly seq?: number;
}

/** The order in which things happened. */
export const byTime = (a: EventFact, b: EventFact): number => a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0);

/** What is known of a person at the moment of judging. A stranger has no profile, and empty facts. */
export interface Facts {
  readonly profile: {
    readonly id: string;
    readonly createdAt: number;
    /** When they first and last did anything, for those who were ever seen. */
    readonly firstSeenAt?: number | null;
    readonly lastSeenAt?: number | null;
    /** An IANA zone; UTC when unknown. */
    readonly timezone?: string | null;
  } | null;
  readonly traits: JsonObject;
  /** By event name, each list in the order in which they happened. */
  readonly events: Readonly<Record<string, readonly EventFact[]>>;
  /** Keys of the segments this person is in. */
  readonly segments: ReadonlySet<string>;
  /** `<connection id>:<list id>` */
  readonly lists: ReadonlySet<string>;
  /** Names of the tags this person carries. */
  readonly tags: ReadonlySet<string>;
  /** The fields of the Strapi entry that a `product_id` names, by that id. */
  readonly products?: Readonly<Record<string, JsonObject>>;
  /** How figures are spread among all people, by figure key, as last refreshed. */
  readonly populations?: Readonly<Record<string, Population>>;
  /** What the request says; absent where nobody is visiting. */
  readonly context?: JsonObject;
  /** Saved groups of values for `$inGroup`. */
  readonly groups?: Readonly<Record<string, readonly Json[]>>;
}

/** Nothing known: what a stranger is judged on, beside the request's context. */
export const noFacts = (context?: JsonObject): Facts => ({
  profile: null,
  traits: {},
  events: {},
  segments: new Set(),
  lists: new Set(),
  tags: new Set(),
  context,
});
