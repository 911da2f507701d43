import { scheduleTimes, type FlowDefinition } from '../../../../plugin/src';
import type { PastPerson } from '../../segments';
import type { Call } from '../starts/call-store';
import type { RecordedRun } from './recorded';

/** A schedule of a year of minutes is cut off here. */
const MOST_TIMES = 10_000;

/** The times of a schedule from one moment to another. */
export const scheduledTimes = ({ trigger }: FlowDefinition, from: number, to: number): readonly number[] => {
  if (trigger.kind !== 'schedule') return [];
  // Once, when it is published: as if that had been at the beginning.
  if (trigger.cron === undefined && trigger.at === undefined) return [from];
  const times: number[] = [];
  for (let after = from - 1; times.length < MOST_TIMES; ) {
    const [next] = scheduleTimes(trigger, after);
    if (next === undefined || next > to) break;
    times.push(next);
    after = next;
  }
  return times;
};

/** Whether somebody was in a segment at a moment. */
const wasIn = ({ inside, crossings }: PastPerson, segment: string, at: number): boolean =>
  crossings.filter((one) => one.segment === segment && one.at <= at).at(-1)?.entered ?? inside.has(segment);

/**
 * Starts that something outside the person brought: the times of a schedule, and what is known of calls of other programs
 * and of changed entries, which is what they really started.
 */
export const startsFrom = (
  flowId: string,
  definition: FlowDefinition,
  past: PastPerson,
  times: readonly number[],
  recorded: readonly RecordedRun[],
): readonly Call[] => {
  const { trigger } = definition;
  const call = { profileId: past.id, flowId };
  if (trigger.kind === 'schedule') {
    return times
      .filter((at) => wasIn(past, trigger.segment, at))
      .map((at) => ({ ...call, id: `${flowId}:${at}`, key: null, event: null, at }));
  }
  if (trigger.kind !== 'api' && trigger.kind !== 'entry') return [];
  return recorded.map(({ id, key, trigger: event, enteredAt }) => ({
    ...call,
    ...{ id, key, event, at: enteredAt },
  }));
};
