import type { TimelineSource } from '../../profiles';
import type { Events } from '..';

/** What somebody did, as lines of their timeline. */
export const eventTimeline =
  ({ timeline }: Pick<Events, 'timeline'>): TimelineSource =>
  async (profileId, limit) => {
    const { rows, total } = await timeline(profileId, { page: 1, pageSize: limit });
    return {
      total,
      entries: rows.map(({ messageId, at, name, type, properties, context, proven }) => ({
        id: messageId,
        at,
        kind: 'event',
        title: name,
        details: { type, properties, context, proven },
      })),
    };
  };
