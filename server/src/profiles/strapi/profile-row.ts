import { nameOf } from '../../../../plugin/src';
import { asNumber, fromJson } from '../../strapi/database';
import type { KnownIdentity, Merge, Profile } from '..';

export interface ProfileRow {
  id: string;
  user_id: string | null;
  email: string | null;
  claimed_user_id: string | null;
  claimed_email: string | null;
  traits: string;
  consent: string;
  timezone: string | null;
  locale: string | null;
  created_at: number | string;
  first_seen_at: number | string;
  last_seen_at: number | string;
  merged_into: string | null;
  search: string;
}

export const profileOf = (row: ProfileRow): Profile => ({
  id: row.id,
  userId: row.user_id,
  email: row.email,
  claimedUserId: row.claimed_user_id,
  claimedEmail: row.claimed_email,
  traits: fromJson(row.traits),
  consent: fromJson(row.consent),
  timezone: row.timezone,
  locale: row.locale,
  createdAt: asNumber(row.created_at),
  firstSeenAt: asNumber(row.first_seen_at),
  lastSeenAt: asNumber(row.last_seen_at),
  mergedInto: row.merged_into,
});

export const rowOf = (profile: Profile): ProfileRow => ({
  id: profile.id,
  user_id: profile.userId,
  email: profile.email,
  claimed_user_id: profile.claimedUserId,
  claimed_email: profile.claimedEmail,
  traits: JSON.stringify(profile.traits),
  consent: JSON.stringify(profile.consent),
  timezone: profile.timezone,
  locale: profile.locale,
  created_at: profile.createdAt,
  first_seen_at: profile.firstSeenAt,
  last_seen_at: profile.lastSeenAt,
  merged_into: profile.mergedInto,
  search: searchTextOf(profile),
});

/** What the search box looks through, kept lower case because SQLite and PostgreSQL fold letters differently. */
const searchTextOf = (profile: Profile): string =>
  [
    nameOf(profile.traits),
    profile.email,
    profile.claimedEmail,
    profile.userId,
    profile.claimedUserId,
    profile.id,
  ]
    .filter(Boolean)
    .join(' ')
    .replaceAll('\0', '')
    .toLowerCase();

export interface IdentityRow {
  kind: KnownIdentity['kind'];
  value: string;
  profile_id: string;
  proven: boolean | number;
  at: number | string;
}

export const identityOf = (row: IdentityRow): KnownIdentity => ({
  kind: row.kind,
  value: row.value,
  profileId: row.profile_id,
  proven: Boolean(row.proven),
  at: asNumber(row.at),
});

export const identityRowOf = ({ kind, value, profileId, proven, at }: KnownIdentity): IdentityRow => ({
  kind,
  value,
  profile_id: profileId,
  proven,
  at,
});

export interface MergeRow {
  id: string;
  from_profile: string;
  into_profile: string;
  reason: string;
  at: number | string;
  snapshot: string;
}

export const mergeOf = (row: MergeRow): Merge => ({
  id: row.id,
  fromProfile: row.from_profile,
  intoProfile: row.into_profile,
  reason: row.reason,
  at: asNumber(row.at),
  snapshot: fromJson(row.snapshot),
});

export const mergeRowOf = (merge: Merge): MergeRow => ({
  id: merge.id,
  from_profile: merge.fromProfile,
  into_profile: merge.intoProfile,
  reason: merge.reason,
  at: merge.at,
  snapshot: JSON.stringify(merge.snapshot),
});
