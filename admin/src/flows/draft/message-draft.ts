import type { FlowDefinition, ScheduleTrigger } from '../../../../plugin/src/flows/flow';

export interface Message {
  readonly when: Pick<ScheduleTrigger, 'cron' | 'at' | 'timezone'>;
  readonly segment: string;
  readonly template: string;
  readonly review: boolean;
}

/** One mail to everyone in a segment, as the flow that it is: each of them once, however often it is published. */
export const messageFlow = (
  name: string,
  { when, segment, template, review }: Message,
  now = Date.now(),
): { readonly key: string; readonly name: string; readonly draft: FlowDefinition } => ({
  key: `message-${now.toString(36)}`,
  name,
  draft: {
    trigger: { kind: 'schedule', segment, ...when },
    ...(when.cron === undefined && { reentry: 'once' }),
    start: 'mail',
    steps: {
      mail: { kind: 'send-email', template, ...(review && { review }), next: 'end' },
      end: { kind: 'end' },
    },
  },
});
