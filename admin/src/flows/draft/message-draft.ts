import type { FlowDefinition, ScheduleTrigger } from '../../../../plugin/src/flows/flow';

export interface Message {
  readonly when: Pick<ScheduleTrigger, 'cron' | 'at' | 'timezone'>;
  readonly segment: string;
  readonly template: string;
  readonly review: boolean;
}

/** One mail to everyone in a segment, as the flow that it is: each of them once, however often it is published. */
export const messageDraft = ({ when, segment, template, review }: Message): FlowDefinition => ({
  trigger: { kind: 'schedule', segment, ...when },
  ...(when.cron === undefined && { reentry: 'once' }),
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template, ...(review && { review }), next: 'end' },
    end: { kind: 'end' },
  },
});
