import { momentAround, nextCronTimes } from '../../../time';
import type { ScheduleTrigger } from '../../flow';

/** The next times after `after` (epoch milliseconds, exclusive) by the clock: none where it is once, when published. */
export const scheduleTimes = (
  { cron, at, timezone: zone }: Omit<ScheduleTrigger, 'kind' | 'segment'>,
  after: number,
  count = 1,
): readonly number[] => {
  if (cron !== undefined) return nextCronTimes(cron, zone, after, count);
  const once = at === undefined ? undefined : momentAround(at, { zone });
  return once !== undefined && once > after ? [once] : [];
};
