import { createHmac, timingSafeEqual } from 'node:crypto';

import { isJsonObject } from '../../../plugin/src';
import type { Clock } from '../ports';

/** Whom the site's server vouches for. */
export interface VisitorClaims {
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** Never equal to the signature of a userId under the same secret. */
const PREFIX = 'attune.visitor.';
const LONGEST = 4096;

const macOf = (secret: string, payload: string): Buffer =>
  createHmac('sha256', secret).update(`${PREFIX}${payload}`).digest();

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const claimsIn = (payload: string, now: number): VisitorClaims | undefined => {
  try {
    const said: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (!isJsonObject(said) || typeof said.e !== 'number' || said.e <= now) return undefined;
    return { userId: textOf(said.u), anonymousId: textOf(said.a) };
  } catch {
    return undefined;
  }
};

/**
 * Reads `<base64url payload>.<base64url mac>`: payload `{ u: userId, a: anonymousId, e: expiry in epoch ms }`, mac
 * HMAC-SHA256 under the secret of any key that is not revoked. Undefined for a token that is forged or expired.
 */
export const createVisitorTokens =
  (secrets: () => Promise<readonly string[]>, now: Clock) =>
  async (token: string): Promise<VisitorClaims | undefined> => {
    if (token.length > LONGEST) return undefined;
    const [payload, mac, rest] = token.split('.');
    if (!payload || !mac || rest !== undefined) return undefined;
    const given = Buffer.from(mac, 'base64url');
    const isOurs = (secret: string) => {
      const wanted = macOf(secret, payload);
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    };
    const known = (await secrets()).filter((secret) => secret !== '');
    return known.some(isOurs) ? claimsIn(payload, now()) : undefined;
  };
