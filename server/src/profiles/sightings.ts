import type { Tx } from '../ports';
import { NEW_ZONE } from './cause';
import { NEVER, type Profile } from './profile';
import type { ProfileStore, Schedule } from './profile-store';

export interface Sighting {
  readonly profileId: string;
  readonly at: number;
  readonly timezone?: string;
  readonly locale?: string;
}

export interface Sightings {
  /** Any number of each person's, in any order: where and when they were first and last seen. */
  seen(tx: Tx, sightings: readonly Sighting[]): Promise<void>;
}

interface Needs {
  readonly store: Pick<ProfileStore, 'lock' | 'saveMany'>;
  readonly schedule: Schedule;
}

/** The same profile where nothing is new. */
const seenAt = (profile: Profile, { at, timezone, locale }: Omit<Sighting, 'profileId'>): Profile => {
  // The first event comes a moment before its profile: what nobody knows yet, any event may tell.
  const isNewest = at >= profile.lastSeenAt;
  const moves =
    timezone !== undefined && timezone !== profile.timezone && (isNewest || profile.timezone === null);
  const speaks = locale !== undefined && locale !== profile.locale && (isNewest || profile.locale === null);
  if (at <= profile.lastSeenAt && at >= profile.firstSeenAt && !moves && !speaks) return profile;
  return {
    ...profile,
    lastSeenAt: Math.max(at, profile.lastSeenAt),
    firstSeenAt: profile.firstSeenAt === NEVER ? at : Math.min(at, profile.firstSeenAt),
    ...(moves ? { timezone } : {}),
    ...(speaks ? { locale } : {}),
  };
};

/** Where and when people were seen. */
export const createSightings = ({ store, schedule }: Needs): Sightings => {
  /** By the ids asked for, merged or not. */
  const living = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Profile>> => {
    const rows = await store.lock(tx, ids);
    const gone = rows.flatMap(({ mergedInto }) => mergedInto ?? []);
    const others = gone.length > 0 ? await store.lock(tx, [...new Set(gone)]) : [];
    const byId = new Map([...rows, ...others].map((profile) => [profile.id, profile]));
    return new Map(
      rows.flatMap((row) => {
        const profile = row.mergedInto ? byId.get(row.mergedInto) : row;
        return profile ? [[row.id, profile] as const] : [];
      }),
    );
  };

  return {
    async seen(tx, sightings) {
      const known = await living(tx, [...new Set(sightings.map(({ profileId }) => profileId))]);
      const moved = new Map<string, Profile>();
      for (const { profileId, ...sighting } of [...sightings].sort((a, b) => a.at - b.at)) {
        const profile = known.get(profileId);
        if (!profile) continue;
        const before = moved.get(profile.id) ?? profile;
        const after = seenAt(before, sighting);
        if (after !== before) moved.set(profile.id, after);
      }
      await store.saveMany(tx, [...moved.values()]);
      const before = new Map([...known.values()].map((profile) => [profile.id, profile.timezone]));
      const travelled = [...moved.values()].filter(({ id, timezone }) => timezone !== before.get(id));
      await schedule(
        tx,
        travelled.map(({ id }) => id),
        NEW_ZONE,
      );
    },
  };
};
