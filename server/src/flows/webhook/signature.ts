import { createHmac } from 'node:crypto';

import type { Secrets } from '../../ports';

const PURPOSE = 'webhook';
const PREFIX = 'whsec_';

/**
 * The secret that calls to a host are signed with, as Standard Webhooks writes one
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md). Each host has its own:
 * who is called cannot speak for us to anybody else.
 */
export const webhookSecret = (secrets: Pick<Secrets, 'hash'>, url: string): string =>
  PREFIX + Buffer.from(secrets.hash(PURPOSE, new URL(url).host), 'hex').toString('base64');

export interface Signed {
  readonly id: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/** The three headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`. */
export const signatureHeaders = (
  secret: string,
  { id, timestamp, body }: Signed,
): Readonly<Record<string, string>> => {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${mac}` };
};
