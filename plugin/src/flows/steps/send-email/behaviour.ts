import type { Purpose } from '../../../privacy';
import { afterEffect, awaitEffect, expiryOf, waysAfterEffect, type AfterEffect } from '../../after-effect';
import { holdsBack } from '../../rules/rules';
import { triggerAsJson } from '../../run';
import type { FlowStepBehaviour } from '../../step';

/** With `failed`, or in a flow whose rules may hold it back, the run stands here until the mail has its outcome. */
export interface SendEmailOptions extends AfterEffect {
  /** The template's key. */
  readonly template: string;
  /** The consent it needs: marketing unless said otherwise. A `service` mail (a receipt) needs none, and no rule holds it. */
  readonly purpose?: Purpose | 'service';
  /** Each mail waits for somebody to look at it and let it go. */
  readonly review?: boolean;
}

export const sendEmail: FlowStepBehaviour<SendEmailOptions> = {
  kind: 'send-email',
  waits: false,
  reachesPerson: true,
  enter(visit) {
    const { options, state, rules } = visit;
    const isService = options.purpose === 'service';
    const payload = {
      template: options.template,
      purpose: isService ? null : (options.purpose ?? 'marketing'),
      expiresAt: expiryOf(visit),
      key: state.key,
      since: state.since,
      trigger: triggerAsJson(state.trigger),
      ...(state.codes ? { codes: state.codes } : {}),
      ...(options.review ? { review: true } : {}),
    };
    if (options.failed !== undefined || (!isService && holdsBack(rules))) {
      return awaitEffect(visit, 'send-email', payload);
    }
    return { move: 'go', to: options.next, detail: 'queued', effect: { kind: 'send-email', payload } };
  },
  settled: afterEffect,
  ways: waysAfterEffect,
  refers: ({ template }) => ({ templates: [template] }),
  describe: ({ template, purpose, review }, called) =>
    `send the e-mail “${called.template(template)}”${purpose === 'service' ? ', a service mail that no rule holds back' : ''}${review ? ', once somebody has looked at it' : ''}`,
};
