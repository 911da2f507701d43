import type { Tx } from '../ports';
import type { GroupHead, SavedGroup } from './groups/group';
import type { Stretch } from './person';
import type { Bulk, Membership, MembershipChange, Segment, Untils } from './segment';

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** What the slice needs kept. Reads take the transaction they belong to, or null for none. */
export interface SegmentStore {
  all(tx: Tx | null): Promise<readonly Segment[]>;
  /**
   * Until the transaction ends no segment is made, changed or deleted: what is judged by the segments as they are
   * read now is written before a change of them is, and a walk after the change finds it.
   */
  steady(tx: Tx): Promise<void>;
  /** The same, and nobody is judged either: what is under way ends first. */
  alone(tx: Tx): Promise<void>;
  /** Changes whenever a segment or a saved group is made, changed or deleted, by whatever process. */
  stamp(tx: Tx | null): Promise<string>;
  insert(tx: Tx, segment: Segment): Promise<void>;
  update(tx: Tx, segment: Segment): Promise<void>;
  /** With its memberships and their log. */
  delete(tx: Tx, id: string): Promise<void>;
  /** Writes the new state of a walk only if nobody has moved it meanwhile; says whether it did. */
  moveBulk(tx: Tx, id: string, from: Bulk, to: Bulk | null): Promise<boolean>;

  /** By name. */
  groupHeads(tx: Tx | null): Promise<readonly GroupHead[]>;
  /** With their values; one that is not there is missing. */
  groups(tx: Tx | null, keys: readonly string[]): Promise<readonly SavedGroup[]>;
  /** New, or in place of what it was. */
  putGroup(tx: Tx, group: SavedGroup): Promise<void>;
  deleteGroup(tx: Tx, key: string): Promise<void>;

  sizes(): Promise<ReadonlyMap<string, number>>;
  members(segmentId: string, page: number, pageSize: number): Promise<Page<Membership>>;
  membershipsOf(tx: Tx | null, profileIds: readonly string[]): Promise<readonly Membership[]>;
  /** Writes memberships; one that is there keeps the time it was entered at and takes the new parts. */
  enter(tx: Tx, memberships: readonly Membership[]): Promise<void>;
  leave(tx: Tx, segmentId: string, profileIds: readonly string[]): Promise<void>;
  /** Who of a stretch of the base is kept in a segment, by ascending id. */
  memberIds(tx: Tx | null, segmentId: string, stretch: Stretch): Promise<readonly string[]>;
  /** `told` is false where somebody has yet to hear of it. */
  log(tx: Tx, changes: readonly MembershipChange[], told: boolean): Promise<void>;
  /** What nobody was told of yet about this profile, the oldest first; from now on it counts as told. */
  takeUntold(tx: Tx, profileId: string): Promise<readonly MembershipChange[]>;
  /** Profiles that no window will close for, and no segment failed on, are missing. */
  untils(tx: Tx | null, profileIds: readonly string[]): Promise<ReadonlyMap<string, Untils>>;
  /** In place of what was kept for these; nothing is kept where there is nothing. */
  keepUntils(tx: Tx, rows: ReadonlyMap<string, Untils>): Promise<void>;
  /** The newest first. */
  history(segmentId: string, profileId: string, limit: number): Promise<readonly MembershipChange[]>;
  /** Two profiles have become one: what `from` was in, `into` is in, from the earlier time on. */
  reassign(tx: Tx, from: string, into: string): Promise<void>;
}
