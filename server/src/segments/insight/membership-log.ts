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
  readonly at: number;
  readonly because: readonly string[];
}

export interface StandingThen {
  readonly in: boolean;
  /** When that began, as far as the log knows. */
  readonly since: number | null;
  readonly because: readonly string[];
}

/** A place in the log, behind the move of this id at this time; without an id, before all of that time. */
export type LogPlace = Pick<LoggedMove, 'id' | 'at'>;

export interface LoggedMove {
  readonly id: string;
  readonly segmentId: string;
  readonly profileId: string;
  readonly entered: boolean;
  readonly at: number;
}

/** What can be read out of memberships and their log. All of it is as of one statement. */
export interface MembershipLog {
  /** From `from` on, before `to`. */
  movesByHour(from: number, to: number): Promise<readonly Moves[]>;
  /** Where a stretch of about so many moves from `from` on ends, `to` at the latest; what happened at one moment stays together. */
  endOfMoves(from: number, to: number, many: number): Promise<number>;
  /** Who stands otherwise now than at `since`, the newest first: those who are in now, or those who are out. */
  netChanges(
    segmentId: string,
    since: number,
    entered: boolean,
    page: number,
    pageSize: number,
  ): Promise<Page<NetChange>>;
  /** How many were in at a moment. */
  sizeAt(segmentId: string, at: number): Promise<number>;
  /** Who was in at a moment, by profile id; `enteredAt` is the newest entry up to then that is known, else the moment. */
  membersAt(
    segmentId: string,
    at: number,
    page: number,
    pageSize: number,
  ): Promise<Page<{ readonly profileId: string; readonly enteredAt: number }>>;
  standingAt(segmentId: string, profileId: string, at: number): Promise<StandingThen>;
  /** Members by id, the next after `after`. */
  idsAfter(segmentId: string, after: string, limit: number): Promise<readonly string[]>;
  /** The same as of a moment. */
  idsAfterAt(segmentId: string, at: number, after: string, limit: number): Promise<readonly string[]>;
  /** In the order they happened, the next after this place. */
  movesAfter(place: LogPlace, limit: number): Promise<readonly LoggedMove[]>;
}
