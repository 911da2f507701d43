import type { JsonObject, Standing } from '../../../../plugin/src';
import { isSomebody, type Profiles } from '../../profiles';
import type { VisitorPorts } from '..';

interface Needs {
  readonly profiles: Pick<Profiles, 'find' | 'get'>;
  freshen(profileId: string): Promise<void>;
  decide(profileId: string | null, context: JsonObject): Promise<Standing>;
}

/**
 * Finds the profile a request may be decided on. A device's id that has become part of a known person's profile
 * opens nothing by itself: whoever holds the device is a stranger again until a session or a token proves them.
 */
export const createVisitors = ({ profiles, freshen, decide }: Needs): VisitorPorts => ({
  async resolve({ userId, anonymousId, proven }) {
    if (proven && userId) return (await profiles.find({ kind: 'userId', value: userId }))?.id;
    if (!anonymousId) return undefined;
    const device = await profiles.find({ kind: 'anonymousId', value: anonymousId });
    return device && !isSomebody(device) ? device.id : undefined;
  },
  async about(profileId) {
    const profile = await profiles.get(profileId);
    return {
      consent: profile?.consent ?? {},
      timezone: profile?.timezone ?? null,
      traits: profile?.traits ?? {},
    };
  },
  freshen,
  decide,
});
