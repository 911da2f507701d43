import { mergeTraits, newestConsent } from '../../../plugin/src';
import type { Profile } from './profile';
import type { ProfilePatch } from './profile-store';

/** Two records of one person as one: the person's own word before the device's, the newest consent, the widest span. */
export const joined = (into: Profile, from: Profile): ProfilePatch => {
  const userId = into.userId ?? from.userId;
  const email = into.email ?? from.email;
  return {
    userId,
    email,
    claimedUserId: userId ? null : (into.claimedUserId ?? from.claimedUserId),
    claimedEmail: email ? null : (into.claimedEmail ?? from.claimedEmail),
    traits: mergeTraits(from.traits, into.traits),
    consent: newestConsent(into.consent, from.consent),
    timezone: into.timezone ?? from.timezone,
    locale: into.locale ?? from.locale,
    createdAt: Math.min(into.createdAt, from.createdAt),
    // Whoever never came is as if seen last of all.
    firstSeenAt: Math.min(into.firstSeenAt || from.firstSeenAt, from.firstSeenAt || into.firstSeenAt),
    lastSeenAt: Math.max(into.lastSeenAt, from.lastSeenAt),
  };
};
