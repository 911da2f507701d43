import type { Facts } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { Narrow } from './narrowing/narrow';

/** What of the events of a name is looked at. */
export interface Reach {
  /** How far back, in milliseconds; Infinity for always. */
  readonly ms: number;
  /** Whether more than their times. */
  readonly properties: boolean;
}

/** What the facts about a person must contain. */
export interface Wanted {
  /** Names of events; `*` for the whole history. */
  readonly events: ReadonlySet<string>;
  readonly seen: boolean;
  /** False when nobody asks for lists. */
  readonly lists?: boolean;
  /** False when nobody asks for tags. */
  readonly tags?: boolean;
  /** By name of an event; what is not named here is wanted whole. */
  readonly reach?: ReadonlyMap<string, Reach>;
  /** Fields of the entries that products are; nothing of products is read when there are none. */
  readonly products?: ReadonlySet<string>;
}

/** Somebody's facts as others keep them; memberships and the request are not among them. */
export type PersonFacts = Pick<Facts, 'traits' | 'events' | 'lists' | 'tags' | 'products' | 'populations'> & {
  readonly profile: NonNullable<Facts['profile']>;
};

/** A stretch of the base in the order of ids: behind `after`, up to and with `upTo`; null is the end. */
export interface Stretch {
  readonly after: string;
  readonly upTo: string | null;
}

/** The narrow view of people this slice judges by: living profiles only. */
export interface People {
  /** With a moment, as far back from it as is wanted; without one, everything. */
  facts(
    tx: Tx | null,
    profileIds: readonly string[],
    wanted: Wanted,
    now?: number,
  ): Promise<readonly PersonFacts[]>;
  count(): Promise<number>;
  /** Ids greater than the cursor, ascending. */
  idsAfter(tx: Tx | null, cursor: string, limit: number): Promise<readonly string[]>;
  /** The end of a stretch of so many profiles, those included that have become part of another. */
  endOf(tx: Tx | null, after: string, size: number): Promise<string | null>;
  /**
   * The same for one look along an index: `size`, where a database answers in the loop's own time; as many as pay
   * where a server answers in its own.
   */
  farEnd(after: string, size: number): Promise<string | null>;
  /** Ids in a stretch, ascending: at least all whom it could hold of. Never asked for everyone. */
  candidates(tx: Tx | null, narrow: Narrow, stretch: Stretch): Promise<readonly string[]>;
  /** Locks these rows as far as nobody else holds them, until the transaction ends; answers with the ids it got. */
  lock(tx: Tx, profileIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** What an administrator knows people by: name or address, else a short id. */
  labels(profileIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
