import type { Facts } from '../../../plugin/src';
import type { Tx } from '../ports';

/** What the facts about a person must contain. */
export interface Wanted {
  /** Names of events; `*` for the whole history. */
  readonly events: ReadonlySet<string>;
  readonly seen: boolean;
}

/** Somebody's facts as others keep them; memberships and the request are not among them. */
export type PersonFacts = Pick<Facts, 'traits' | 'events' | 'lists' | 'tags' | 'products' | 'populations'> & {
  readonly profile: NonNullable<Facts['profile']>;
};

/** The narrow view of people this slice judges by: living profiles only. */
export interface People {
  facts(tx: Tx | null, profileIds: readonly string[], wanted: Wanted): Promise<readonly PersonFacts[]>;
  count(): Promise<number>;
  /** Ids greater than the cursor, ascending. */
  idsAfter(tx: Tx | null, cursor: string, limit: number): Promise<readonly string[]>;
  /** Ids in ascending order from a place on. */
  idsFrom(place: number, limit: number): Promise<readonly string[]>;
  /** What an administrator knows people by: name or address, else a short id. */
  labels(profileIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
