import { parseDuration } from '../../../duration';
import type { Purpose } from '../../../privacy';
import { triggerAsJson } from '../../run';
import type { FlowStepBehaviour } from '../../step';

export interface SendEmailOptions {
  /** The template's key. */
  readonly template: string;
  /** The consent it needs: marketing unless said otherwise. A `service` mail (a receipt) needs none. */
  readonly purpose?: Purpose | 'service';
  /** Too late to be sent after this long. */
  readonly expires?: string;
  readonly next: string;
}

export const sendEmail: FlowStepBehaviour<SendEmailOptions> = {
  kind: 'send-email',
  waits: false,
  enter({ options, state, now }) {
    const expires = options.expires === undefined ? undefined : parseDuration(options.expires);
    const payload = {
      template: options.template,
      purpose: options.purpose === 'service' ? null : (options.purpose ?? 'marketing'),
      expiresAt: expires === undefined ? null : now + expires,
      key: state.key,
      since: state.since,
      trigger: triggerAsJson(state.trigger),
    };
    return { move: 'go', to: options.next, detail: 'queued', effect: { kind: 'send-email', payload } };
  },
  ways: ({ next }) => [{ label: 'then', to: next }],
  refers: ({ template }) => ({ templates: [template] }),
  describe: ({ template }) => `send the e-mail “${template}”`,
};
