import type { TimelineSource } from '../../profiles';
import type { Consents } from '..';

/** Each yes and no as a line of the person's timeline. */
export const consentTimeline =
  ({ history }: Pick<Consents, 'history'>): TimelineSource =>
  async (profileId, limit) => {
    const records = await history(profileId);
    return {
      total: records.length,
      entries: records.slice(0, limit).map(({ id, at, purpose, granted, source, wording, device }) => ({
        id,
        at,
        kind: 'consent',
        title: `${granted ? 'Yes' : 'No'} to ${purpose}`,
        details: { source, wording, proven: device === null },
      })),
    };
  };
