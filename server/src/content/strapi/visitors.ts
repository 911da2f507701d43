import type { Profiles } from '../../profiles';
import type { PreviewPorts } from '..';

/** What a preview takes from the person through whose eyes somebody looks. */
export const createAbout =
  (profiles: Pick<Profiles, 'get'>): PreviewPorts['about'] =>
  async (profileId) => {
    const profile = await profiles.get(profileId);
    return { consent: profile?.consent ?? {}, timezone: profile?.timezone ?? null };
  };
