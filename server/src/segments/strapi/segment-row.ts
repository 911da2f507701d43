import type { Condition } from '../../../../plugin/src';
import { asNumber, fromJson } from '../../strapi/database';
import {
  failureOf,
  isFailure,
  type Bulk,
  type Membership,
  type MembershipChange,
  type Segment,
  type Untils,
} from '..';

export interface SegmentRow {
  id: string;
  key: string;
  name: string;
  description: string;
  purpose: string;
  owner: string;
  folder: string;
  tags: string;
  condition: string;
  condition_at: number | string;
  kind: Segment['kind'];
  created_at: number | string;
  updated_at: number | string;
  revision: number;
  bulk: string | null;
}

export interface MembershipRow {
  segment_id: string;
  profile_id: string;
  entered_at: number | string;
  parts: string;
}

export interface LogRow {
  id: string;
  segment_id: string;
  profile_id: string;
  entered: boolean | number;
  at: number | string;
  reasons: string;
  told: boolean | number;
}

export interface UntilsRow {
  profile_id: string;
  untils: string;
  /** Whether a segment failed on them: each visit asks for those rows alone. */
  failed: boolean | number;
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** What failed is written below zero, where no moment is. */
export const untilsRowOf = (profile_id: string, untils: Untils): UntilsRow => ({
  profile_id,
  untils: JSON.stringify(mapped(untils, (until) => (isFailure(until) ? -until.failed : until))),
  failed: Object.values(untils).some(isFailure),
});

/** Where nothing failed there is nothing to look for. */
export const untilsOf = ({ untils, failed }: Pick<UntilsRow, 'untils' | 'failed'>): Untils => {
  const written = fromJson<Record<string, number>>(untils);
  return failed ? mapped(written, (until) => (until < 0 ? failureOf({ revision: -until }) : until)) : written;
};

export const segmentOf = (row: SegmentRow): Segment => ({
  id: row.id,
  key: row.key,
  name: row.name,
  description: row.description,
  purpose: row.purpose,
  owner: row.owner,
  folder: row.folder,
  tags: fromJson<string[]>(row.tags),
  kind: row.kind,
  condition: fromJson<Condition>(row.condition),
  conditionAt: asNumber(row.condition_at),
  createdAt: asNumber(row.created_at),
  updatedAt: asNumber(row.updated_at),
  revision: row.revision,
  bulk: row.bulk === null ? null : fromJson<Bulk>(row.bulk),
});

export const rowOf = (segment: Segment): SegmentRow => ({
  id: segment.id,
  key: segment.key,
  name: segment.name,
  description: segment.description,
  purpose: segment.purpose,
  owner: segment.owner,
  folder: segment.folder,
  tags: JSON.stringify(segment.tags),
  condition: JSON.stringify(segment.condition),
  condition_at: segment.conditionAt,
  kind: segment.kind,
  created_at: segment.createdAt,
  updated_at: segment.updatedAt,
  revision: segment.revision,
  bulk: segment.bulk && JSON.stringify(segment.bulk),
});

export const membershipOf = (row: MembershipRow): Membership => ({
  segmentId: row.segment_id,
  profileId: row.profile_id,
  enteredAt: asNumber(row.entered_at),
  parts: row.parts,
});

export const membershipRowOf = (membership: Membership): MembershipRow => ({
  segment_id: membership.segmentId,
  profile_id: membership.profileId,
  entered_at: membership.enteredAt,
  parts: membership.parts,
});

export const changeOf = (row: LogRow): MembershipChange => ({
  segmentId: row.segment_id,
  profileId: row.profile_id,
  entered: Boolean(row.entered),
  at: asNumber(row.at),
  because: fromJson<string[]>(row.reasons),
});
