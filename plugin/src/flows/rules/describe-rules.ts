import { describeDuration } from '../../duration';
import { weekdayWords } from '../weekday-words';
import type { FlowRules } from './rules';

const capWords = ({ most, within, otherwise = 'wait' }: NonNullable<FlowRules['cap']>): string => {
  if (most === 0) return 'No mail ever goes: the cap is 0';
  const then = otherwise === 'skip' ? 'one too many is left out' : 'one too many waits';
  const mails = most === 1 ? '1 mail' : `${most} mails`;
  return `At most ${mails} to a person in ${describeDuration(within)}, of all flows; ${then}`;
};

/** The rules as sentences, in the order in which they are asked. */
export const describeRules = ({ hours, cap, priority, perMinute }: FlowRules): readonly string[] => {
  const zone = hours && `in their own time zone (else ${hours.zone})`;
  return [
    ...(hours?.quietFrom && hours.quietTo
      ? [`No mail goes between ${hours.quietFrom} and ${hours.quietTo} ${zone}`]
      : []),
    ...(hours?.weekdays?.length ? [`Mails go only on ${weekdayWords(hours.weekdays)} ${zone}`] : []),
    ...(cap ? [capWords(cap)] : []),
    ...(priority === undefined || priority === 'normal' ? [] : [`Its mails have ${priority} priority`]),
    ...(perMinute === undefined ? [] : [`At most ${perMinute} mails a minute`]),
  ];
};
