import type { PreviewPorts, VisitorPorts } from '../content';
import type { Profiles } from '../profiles';
import type { Segments } from '../segments';
import type { SegmentsFace } from '../segments/strapi';
import { createBases } from './bases';
import type { createVisitorReads } from './visitor-reads';

interface Needs {
  readonly profiles: Pick<Profiles, 'get'>;
  readonly segments: Segments;
  readonly noting: SegmentsFace['noting'];
  readonly reads: ReturnType<typeof createVisitorReads>;
  readonly freshen: (profileId: string) => Promise<void>;
}

/** What a page asks of the slices before it, of whoever visits it. */
export const createVisitors = ({ profiles, segments, noting, reads, freshen }: Needs): VisitorPorts => ({
  find: reads.find,
  freshen,
  traitsOf: async (profileId) => (await profiles.get(profileId))?.traits ?? {},
  async decide(memberships, context, keys) {
    const { standing, until } = await segments.stand(memberships, context, keys);
    return { standing: noting(standing), until };
  },
  basis: createBases({ segments: segments.basis, version: reads.version, stored: reads.stored }),
});

/** For looking as somebody: reads, and neither notes nor freshens anything. */
export const createForesight = ({
  decide,
  foresight,
}: Pick<Segments, 'decide' | 'foresight'>): Omit<PreviewPorts, 'about'> => ({
  decide: async (profileId, context) => (await decide(profileId, context)).standing,
  foresee: async (profileId, context, at) => (await foresight.foresee(profileId, context, at))?.standing,
  imagine: async (inside, context, at) => (await foresight.imagine(inside, context, at)).standing,
});
