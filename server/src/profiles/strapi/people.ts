import { PluginError, profilesEndpoints, type JsonObject, type PersonScores } from '../../../../plugin/src';
import { serve } from '../../strapi/endpoints';
import { paginationOf, shownPage } from '../../strapi/paging';
import type { SliceParts } from '../../strapi/slice';
import {
  calledOf,
  createTimeline,
  NEVER,
  type Profile,
  type Profiles,
  type Tags,
  type TimelineSource,
} from '..';

interface Needs {
  readonly profiles: Profiles;
  readonly tags: Tags;
  /** Keys of the segments somebody is kept in. */
  readonly segmentsOf: (profileId: string) => Promise<ReadonlySet<string>>;
  readonly timeline: readonly TimelineSource[];
  readonly scoresOf: (profileId: string) => Promise<PersonScores>;
  /** Writes down who looked at whom. */
  readonly look: (actor: string, action: string, subject: string, details: JsonObject) => Promise<void>;
}

const shown = (profile: Profile) => ({
  id: profile.id,
  name: calledOf(profile),
  userId: profile.userId,
  email: profile.email,
  claimedUserId: profile.claimedUserId,
  claimedEmail: profile.claimedEmail,
  firstSeenAt: profile.firstSeenAt === NEVER ? null : profile.firstSeenAt,
  lastSeenAt: profile.lastSeenAt === NEVER ? null : profile.lastSeenAt,
});

const mergesAsTold: (profiles: Profiles) => TimelineSource = (profiles) => async (profileId, limit) => {
  const merges = await profiles.mergesOf(profileId);
  return {
    total: merges.length,
    entries: merges.slice(0, limit).map(({ id, at, reason, fromProfile }) => ({
      id,
      at,
      kind: 'merge',
      title: 'Became one with another profile',
      details: { reason, profileId: fromProfile },
    })),
  };
};

/** The people's screens. Composed last: a person is shown with what every slice knows of them. */
export const composePeople = ({
  profiles,
  tags,
  segmentsOf,
  scoresOf,
  look,
  timeline,
}: Needs): SliceParts<undefined> => {
  const living = async (id: string): Promise<Profile> => {
    const profile = await profiles.get(id);
    if (!profile) throw new PluginError('not-found', 'There is nobody of this id.');
    return profile;
  };
  const tell = createTimeline([mergesAsTold(profiles), ...timeline]);
  return {
    face: undefined,
    served: [
      serve(profilesEndpoints.list, async ({ search, page: asked, pageSize }) => {
        const page = shownPage(asked, pageSize);
        const { rows, total } = await profiles.search(search, page, pageSize);
        return { data: rows.map(shown), meta: paginationOf(page, pageSize, total) };
      }),
      serve(profilesEndpoints.get, async ({ id }) => {
        const profile = await living(id);
        const [names, carried, segments, lists, merges] = await Promise.all([
          profiles.identitiesOf(profile.id),
          tags.of(profile.id),
          segmentsOf(profile.id),
          profiles.listsOf(profile.id),
          profiles.mergesOf(profile.id),
        ]);
        return {
          data: {
            ...shown(profile),
            knownAs: names.map(({ kind, value, proven, at }) => ({ kind, value, proven, at })),
            traits: { ...profile.traits },
            consent: { ...profile.consent },
            timezone: profile.timezone,
            locale: profile.locale,
            tags: [...carried],
            segments: [...segments].sort(),
            lists: [...lists],
            merges: merges.map(({ fromProfile, at, reason }) => ({ profileId: fromProfile, at, reason })),
            createdAt: profile.createdAt,
          },
        };
      }),
      serve(profilesEndpoints.tags, async () => ({ data: [...(await tags.counts())] })),
      serve(profilesEndpoints.addTag, async ({ id, tag }) => ({
        data: { tags: [...(await tags.add(id, tag))] },
      })),
      serve(profilesEndpoints.removeTag, async ({ id, tag }) => ({
        data: { tags: [...(await tags.remove(id, tag))] },
      })),
      serve(profilesEndpoints.scores, async ({ id }, { actor }) => {
        const profile = await living(id);
        await look(actor, 'see scores', profile.id, {});
        return { data: await scoresOf(profile.id) };
      }),
      serve(profilesEndpoints.timeline, async ({ id, page, pageSize }, { actor }) => {
        const profile = await living(id);
        await look(actor, 'see timeline', profile.id, { page });
        const { rows, total } = await tell(profile.id, page, pageSize);
        return {
          data: rows.map((entry) => ({ ...entry, details: { ...entry.details } })),
          meta: paginationOf(page, pageSize, total),
        };
      }),
    ],
  };
};
