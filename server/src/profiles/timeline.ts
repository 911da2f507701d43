/** One line of what happened with a person. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: number;
  readonly kind: 'event' | 'segment' | 'flow' | 'email' | 'consent' | 'merge';
  readonly title: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What one slice has to tell about a person: its newest entries first, the later one of those of one moment too. */
export type TimelineSource = (
  profileId: string,
  limit: number,
) => Promise<{ readonly entries: readonly TimelineEntry[]; readonly total: number }>;

/**
 * One timeline of many sources, given in the order in which what one tells leads to what the next tells: that is how they
 * stand where their times are the same. A page costs as much as all pages before it: sources are asked for the newest.
 */
export const createTimeline =
  (sources: readonly TimelineSource[]) => async (profileId: string, page: number, pageSize: number) => {
    const told = await Promise.all(sources.map((source) => source(profileId, page * pageSize)));
    return {
      rows: [...told]
        .reverse()
        .flatMap(({ entries }) => entries)
        .sort((a, b) => b.at - a.at)
        .slice((page - 1) * pageSize, page * pageSize),
      total: told.reduce((sum, { total }) => sum + total, 0),
    };
  };
