import type { Failure, Membership, Segment, Untils } from '../segment';

/** A membership as it is kept, and no more of it than deciding takes. */
export interface KeptMembership extends Pick<Membership, 'segmentId' | 'parts'> {
  /** The revision of the segment that failed on this person, whatever was kept of them before. */
  readonly failed?: number;
}

type Until = Untils[string];

export const failureOf = ({ revision }: Pick<Segment, 'revision'>): Failure => ({ failed: revision });

export const isFailure = (until: Until): until is Failure => typeof until === 'object';

/** Whether it is time to judge anew; what failed is tried again whenever there is a cause to look. */
export const isDue = (until: Until | undefined, now: number): boolean =>
  until !== undefined && (isFailure(until) || until <= now);

export const sameUntil = (a: Until | undefined, b: Until | undefined): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.failed === b.failed);

/** The moments alone. */
export const momentsIn = (untils: Untils): readonly number[] =>
  Object.values(untils).flatMap((until) => (isFailure(until) ? [] : [until]));

export const failedIn = (untils: Untils | undefined): readonly KeptMembership[] =>
  Object.entries(untils ?? {}).flatMap(([segmentId, until]) =>
    isFailure(until) ? [{ segmentId, parts: '', failed: until.failed }] : [],
  );
