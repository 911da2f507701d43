import { createHash } from 'node:crypto';

import { PURPOSES, type Json, type JsonObject, type Purpose } from '../../../../plugin/src';
import type { Clock, Secrets, Tx } from '../../ports';
import type { Delivery, EffectHandler, OutboxEffect } from '../outbox/effect';
import type { Post, Posted } from './post';
import { signatureHeaders, webhookSecret } from './signature';

/** A person as another server may come to know them. */
export interface CalledPerson {
  readonly id: string;
  readonly userId: string | null;
  /** A proven one. */
  readonly email: string | null;
  readonly traits: JsonObject;
}

interface Needs {
  readonly post: Post;
  readonly personOf: (profileId: string, tx?: Tx) => Promise<CalledPerson | undefined>;
  readonly mayReach: (tx: Tx, profileId: string, purpose: Purpose) => Promise<boolean>;
  readonly secrets: Pick<Secrets, 'hash'>;
  readonly now: Clock;
}

/** They pass: timeouts, "too early", "too many" and faults of the other side. */
const PASSING = new Set([408, 425, 429]);
const LONGEST_PATIENCE_MS = 6 * 3_600_000;

const hashed = (email: string): string =>
  createHash('sha256').update(email.trim().toLowerCase()).digest('hex');

const emailOf = (form: Json | undefined, email: string | null): JsonObject => {
  if (email === null || form === 'none') return {};
  return form === 'plain' ? { email } : { emailSha256: hashed(email) };
};

const traitsOf = (names: Json | undefined, traits: JsonObject): JsonObject =>
  Object.fromEntries(
    (Array.isArray(names) ? (names as readonly Json[]) : [])
      .map(String)
      .flatMap((name) => (Object.hasOwn(traits, name) ? [[name, traits[name] ?? null]] : [])),
  );

/** What the other side is told. Its `id` is the same at each try. */
const bodyOf = ({ id, flowId, node, createdAt, payload }: OutboxEffect, person: CalledPerson): string => {
  const { email, traits, key, trigger, codes } = payload;
  return JSON.stringify({
    type: 'flow.webhook',
    id,
    timestamp: new Date(createdAt).toISOString(),
    data: {
      flow: flowId,
      step: node,
      key: key ?? null,
      person: {
        id: person.id,
        userId: person.userId,
        ...emailOf(email, person.email),
        traits: traitsOf(traits, person.traits),
      },
      trigger: trigger ?? null,
      codes: codes ?? {},
    },
  });
};

/** Seconds, or a date (RFC 9110). */
const patience = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return ms > 0 ? Math.min(ms, LONGEST_PATIENCE_MS) : undefined;
};

const deliveryOf = (posted: Posted, now: number): Delivery => {
  if ('refused' in posted) return { outcome: 'failed', reason: posted.refused };
  if ('broken' in posted) return { outcome: 'retry', reason: posted.broken };
  const { answered, retryAfter } = posted;
  if (answered >= 200 && answered < 300) return { outcome: 'sent', messageId: `http ${answered}` };
  if (answered >= 500 || PASSING.has(answered)) {
    const afterMs = patience(retryAfter, now);
    return {
      outcome: 'retry',
      reason: `answered ${answered}`,
      ...(afterMs === undefined ? {} : { afterMs }),
    };
  }
  const redirect = answered >= 300 && answered < 400 ? ': redirects are not followed' : '';
  return { outcome: 'failed', reason: `answered ${answered}${redirect}` };
};

/** Calls other servers for flows, signed. The other side may see a call twice, with one id. */
export const createWebhook = ({ post, personOf, mayReach, secrets, now }: Needs): EffectHandler => ({
  repeatable: true,
  async check(tx, { profileId, payload }) {
    const person = await personOf(profileId, tx);
    if (!person) return { skip: 'the person is gone' };
    if (payload.purpose === null) return 'go';
    const purpose = PURPOSES.find((known) => known === payload.purpose) ?? 'marketing';
    return (await mayReach(tx, person.id, purpose)) ? 'go' : { skip: `no consent to ${purpose}` };
  },
  async deliver(effect) {
    const person = await personOf(effect.profileId);
    if (!person) return { outcome: 'skipped', reason: 'the person is gone' };
    const url = String(effect.payload.url);
    const body = bodyOf(effect, person);
    const timestamp = Math.floor(now() / 1_000);
    const signature = signatureHeaders(webhookSecret(secrets, url), { id: effect.id, timestamp, body });
    const headers = { 'content-type': 'application/json', 'user-agent': 'attune', ...signature };
    return deliveryOf(await post(url, headers, body), now());
  },
});
