import type { Tx } from '../ports';
import type { Bulk, Membership, MembershipChange, Segment } from './segment';

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** What the slice needs kept. Reads take the transaction they belong to, or null for none. */
export interface SegmentStore {
  all(tx: Tx | null): Promise<readonly Segment[]>;
  /** Changes whenever a segment is made, changed or deleted, by whatever process. */
  stamp(tx: Tx | null): Promise<string>;
  insert(tx: Tx, segment: Segment): Promise<void>;
  update(tx: Tx, segment: Segment): Promise<void>;
  /** With its memberships and their log. */
  delete(tx: Tx, id: string): Promise<void>;
  /** Writes the new state of a walk only if nobody has moved it meanwhile; says whether it did. */
  moveBulk(tx: Tx, id: string, from: Bulk, to: Bulk | null): Promise<boolean>;

  sizes(): Promise<ReadonlyMap<string, number>>;
  members(segmentId: string, page: number, pageSize: number): Promise<Page<Membership>>;
  membershipsOf(tx: Tx | null, profileIds: readonly string[]): Promise<readonly Membership[]>;
  /** Writes memberships; one that is there keeps the time it was entered at and takes the new parts. */
  enter(tx: Tx, memberships: readonly Membership[]): Promise<void>;
  leave(tx: Tx, profileId: string, segmentIds: readonly string[]): Promise<void>;
  log(tx: Tx, changes: readonly MembershipChange[]): Promise<void>;
  /** The newest first. */
  history(segmentId: string, profileId: string, limit: number): Promise<readonly MembershipChange[]>;
  /** Two profiles have become one: what `from` was in, `into` is in, from the earlier time on. */
  reassign(tx: Tx, from: string, into: string): Promise<void>;
}
