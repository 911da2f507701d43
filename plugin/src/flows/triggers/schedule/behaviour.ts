import type { ScheduleTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

export const schedule: FlowTriggerBehaviour<ScheduleTrigger> = {
  kind: 'schedule',
  segments: ({ segment }) => ({ named: [segment], enters: [segment] }),
  describe: ({ segment, cron, timezone }) =>
    `For everyone in the segment “${segment}”, at ${cron} in ${timezone}`,
};
