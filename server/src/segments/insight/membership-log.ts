import type { Stretch } from '../person';
import type { Page } from '../segment-store';

/** Comings and goings of a segment within an hour. */
export interface Moves {
  readonly segmentId: string;
  /** The beginning of the hour. */
  readonly at: number;
  readonly entered: number;
  readonly left: number;
}

export interface NetChange {
  readonly profileId: string;
  /** When it last came or went. */
  readonly at: number;
}

export interface StandingThen {
  readonly in: boolean;
  /** When that began, as far as the log knows. */
  readonly since: number | null;
  readonly because: readonly string[];
}

export interface LoggedMove {
  readonly segmentId: string;
  readonly profileId: string;
  readonly entered: boolean;
}

/** What can be read out of memberships and their log. All of it is as of one statement. */
export interface MembershipLog {
  /** From `from` on, before `to`. */
  movesByHour(from: number, to: number): Promise<readonly Moves[]>;
  /** Where a stretch of about so many moves from `from` on ends, `to` at the latest; what happened at one moment stays together. */
  endOfMoves(from: number, to: number, many: number): Promise<number>;
  /** How many there are from `from` on, before `to`. */
  countMoves(from: number, to: number): Promise<number>;
  /**
   * The end of the next stretch of a segment's people, whether they are in or were: about so many of them; null where
   * there are fewer.
   */
  endOfPeople(segmentId: string, after: string, many: number): Promise<string | null>;
  /** How many of a stretch were in at a moment. */
  countAt(segmentId: string, at: number, stretch: Stretch): Promise<number>;
  /** Who of a stretch was in at a moment, in the order of ids. */
  idsAt(segmentId: string, at: number, stretch: Stretch): Promise<readonly string[]>;
  /** The newest entry of each of these up to a moment, by profile id, as far as it is known. */
  entriesUpTo(
    segmentId: string,
    profileIds: readonly string[],
    at: number,
  ): Promise<ReadonlyMap<string, number>>;
  /**
   * Who of a stretch stands otherwise now than at `since`: those who are in now, or those who are out. The newest
   * first, at most so many, and how many there are.
   */
  netChanges(
    segmentId: string,
    since: number,
    entered: boolean,
    stretch: Stretch,
    most: number,
  ): Promise<Page<NetChange>>;
  /** Why each of these last came, or went, since then; by profile id. */
  reasonsSince(
    segmentId: string,
    profileIds: readonly string[],
    entered: boolean,
    since: number,
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  standingAt(segmentId: string, profileId: string, at: number): Promise<StandingThen>;
  /** Members by id, the next after `after`. */
  idsAfter(segmentId: string, after: string, limit: number): Promise<readonly string[]>;
  /** Moves of these segments from `from` on, before `to`, in the order they happened. */
  movesBetween(segmentIds: readonly string[], from: number, to: number): Promise<readonly LoggedMove[]>;
}
