import type { Clock } from '../../ports';
import type { Segment } from '../segment';
import type { AsOf } from './as-of';
import type { MembershipLog } from './membership-log';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

interface Needs {
  readonly log: Pick<MembershipLog, 'standingAt'>;
  readonly asOf: AsOf;
  readonly now: Clock;
  /** Days after which the log's rows end. */
  readonly retentionDays: number;
}

/** What was: who stood how at a moment, and who stands otherwise since. All from the log of comings and goings. */
export const createPast = ({ log, asOf, now, retentionDays }: Needs) => {
  /** Nothing is known of a time before the segment, or before the oldest row that retention leaves. */
  const reaches = ({ createdAt }: Segment): number => Math.max(createdAt, now() - retentionDays * DAY);
  const within = (segment: Segment, at: number): number => Math.min(Math.max(at, reaches(segment)), now());

  return {
    reaches,
    members: (segment: Segment, at: number, page: number, pageSize: number) =>
      asOf.members(segment.id, within(segment, at), page, pageSize),
    standing: (segment: Segment, profileId: string, at: number) =>
      log.standingAt(segment.id, profileId, within(segment, at)),
    async changes(
      segment: Segment,
      asked: {
        readonly since?: number;
        readonly entered: boolean;
        readonly page: number;
        readonly pageSize: number;
      },
    ) {
      const since = within(segment, asked.since ?? now() - WEEK);
      const found = await asOf.changes(segment.id, since, asked.entered, asked.page, asked.pageSize);
      return { ...found, since };
    },
  };
};

export type Past = ReturnType<typeof createPast>;
