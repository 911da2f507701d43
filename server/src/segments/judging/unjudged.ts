import type { Membership, Segment, Untils } from '../segment';

/** A membership as it is kept, and no more of it than deciding takes. */
export interface KeptMembership extends Pick<Membership, 'segmentId' | 'parts'> {
  /** The revision of the segment that failed on this person, whatever was kept of them before. */
  readonly failed?: number;
}

/** In place of a moment, among those kept of somebody. */
export const failedAt = ({ revision }: Pick<Segment, 'revision'>): number => -revision;

/** The moments alone. */
export const momentsIn = (untils: Untils): readonly number[] =>
  Object.values(untils).filter((until) => until >= 0);

export const failedIn = (untils: Untils | undefined): readonly KeptMembership[] =>
  Object.entries(untils ?? {}).flatMap(([segmentId, until]) =>
    until < 0 ? [{ segmentId, parts: '', failed: -until }] : [],
  );
