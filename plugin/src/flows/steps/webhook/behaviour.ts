import type { Purpose } from '../../../privacy';
import {
  aboutRun,
  afterEffect,
  awaitEffect,
  expiryOf,
  waysAfterEffect,
  type AfterEffect,
} from '../../after-effect';
import type { FlowStepBehaviour } from '../../step';

/** How a person is named to the other side: the address, its SHA-256 as ad networks match by, or ids alone. */
export const EMAIL_FORMS = ['none', 'hashed', 'plain'] as const;

export interface WebhookOptions extends AfterEffect {
  readonly url: string;
  readonly email?: (typeof EMAIL_FORMS)[number];
  /** Traits that go along. */
  readonly traits?: readonly string[];
  /** The consent it needs: marketing unless said otherwise; `service` needs none. */
  readonly purpose?: Purpose | 'service';
}

const hostOf = (url: string): string => /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? url;

export const webhook: FlowStepBehaviour<WebhookOptions> = {
  kind: 'webhook',
  waits: false,
  enter(visit) {
    const { url, email = 'none', traits = [], purpose = 'marketing' } = visit.options;
    return awaitEffect(visit, 'webhook', {
      ...{ url, email, traits },
      purpose: purpose === 'service' ? null : purpose,
      expiresAt: expiryOf(visit),
      ...aboutRun(visit as never),
    });
  },
  settled: afterEffect,
  ways: waysAfterEffect,
  refers: ({ url }) => ({ addresses: [url] }),
  describe: ({ url }) => `call ${hostOf(url)}`,
};
