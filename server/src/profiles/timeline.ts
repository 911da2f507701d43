/** One line of what happened with a person. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: number;
  readonly kind: 'event' | 'segment' | 'flow' | 'email' | 'consent' | 'merge';
  readonly title: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What one slice has to tell about a person: its newest entries first, and how many there are. */
export type TimelineSource = (
  profileId: string,
  limit: number,
) => Promise<{ readonly entries: readonly TimelineEntry[]; readonly total: number }>;

const newestFirst = (a: TimelineEntry, b: TimelineEntry): number => b.at - a.at || (a.id < b.id ? 1 : -1);

/** One timeline of many sources. A page costs as much as all pages before it: sources are asked for the newest. */
export const createTimeline =
  (sources: readonly TimelineSource[]) => async (profileId: string, page: number, pageSize: number) => {
    const told = await Promise.all(sources.map((source) => source(profileId, page * pageSize)));
    return {
      rows: told
        .flatMap(({ entries }) => entries)
        .sort(newestFirst)
        .slice((page - 1) * pageSize, page * pageSize),
      total: told.reduce((sum, { total }) => sum + total, 0),
    };
  };
