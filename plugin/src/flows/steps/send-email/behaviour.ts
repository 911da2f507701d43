import { parseDuration } from '../../../duration';
import type { Purpose } from '../../../privacy';
import { afterEffect, awaitEffect, waysAfterEffect } from '../../after-effect';
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
  /** When it could not be sent; with it the run stands here until the mail has its outcome. */
  readonly failed?: string;
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
      ...(state.codes ? { codes: state.codes } : {}),
    };
    if (options.failed !== undefined) return awaitEffect('send-email', payload);
    return { move: 'go', to: options.next, detail: 'queued', effect: { kind: 'send-email', payload } };
  },
  settled: afterEffect,
  ways: waysAfterEffect,
  refers: ({ template }) => ({ templates: [template] }),
  describe: ({ template }) => `send the e-mail “${template}”`,
};
