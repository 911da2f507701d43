/** The size of a segment at the end of an hour, and what happened in it. */
export interface SizePoint {
  readonly segmentId: string;
  /** The beginning of the hour. */
  readonly at: number;
  readonly size: number;
  readonly entered: number;
  readonly left: number;
}

export interface MoveSum {
  readonly entered: number;
  readonly left: number;
}

/** Hours in which nothing changed have no row: what was before them holds. */
export interface SizeStore {
  /** Writes anew what is there. */
  put(points: readonly SizePoint[]): Promise<void>;
  /** The newest hour of all. */
  newest(): Promise<number | null>;
  /** Ascending; `from` and `to` included. */
  between(segmentId: string, from: number, to: number): Promise<readonly SizePoint[]>;
  /** The newest before this. */
  before(segmentId: string, at: number): Promise<SizePoint | undefined>;
  /** By segment: all that moved from this hour on. */
  sums(from: number): Promise<ReadonlyMap<string, MoveSum>>;
  /** Ends what is older. */
  prune(before: number): Promise<void>;
}
