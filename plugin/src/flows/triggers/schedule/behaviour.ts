import type { ScheduleTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

const whenOf = (cron: string | undefined, at: string | undefined): string => {
  if (cron !== undefined) return `at ${cron}`;
  return at === undefined ? 'once, when this is published' : `once, at ${at.replace('T', ' ')}`;
};

export const schedule: FlowTriggerBehaviour<ScheduleTrigger> = {
  kind: 'schedule',
  beginsWith: ({ cron, at, segment }) => ((cron ?? at) === undefined ? segment : undefined),
  eventless: () => true,
  segments: ({ segment }) => ({ named: [segment], enters: [segment] }),
  describe: ({ segment, cron, at, timezone }, called) =>
    `For everyone in the segment “${called.segment(segment)}”, ${whenOf(cron, at)}${(cron ?? at) ? ` in ${timezone}` : ''}`,
};
