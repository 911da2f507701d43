import { createHmac, timingSafeEqual } from 'node:crypto';

import { isJsonObject, type JsonObject } from '../../../plugin/src';

/** A key as events need to know it. An empty secret proves nothing. */
export interface EventKey {
  readonly id: string;
  readonly kind: 'browser' | 'server';
  readonly secret: string;
}

/** Who is logged in, by the site's own users. */
export interface SessionUser {
  readonly userId: string;
  /** Only an address the user has confirmed. */
  readonly email?: string;
}

/** `context.attune.signature` for a userId: hex HMAC-SHA256 under the key's secret. */
export const signUserId = (secret: string, userId: string): string =>
  createHmac('sha256', secret).update(userId).digest('hex');

/** Compares in constant time. */
export const isSignedBy = (secret: string, userId: string, signature: unknown): boolean => {
  if (secret === '' || typeof signature !== 'string') return false;
  const wanted = Buffer.from(signUserId(secret, userId));
  const given = Buffer.from(signature.toLowerCase());
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

const signatureIn = (context: JsonObject): unknown =>
  isJsonObject(context.attune) ? context.attune.signature : undefined;

/** What a call proves: nothing, that it speaks for this userId, or everything it says (a server key). */
export const proofOf = (
  key: EventKey,
  session: SessionUser | undefined,
  userId: string | undefined,
  context: JsonObject,
): 'none' | 'user' | 'all' => {
  if (key.kind === 'server') return 'all';
  if (userId === undefined) return 'none';
  if (session?.userId === userId) return 'user';
  return isSignedBy(key.secret, userId, signatureIn(context)) ? 'user' : 'none';
};
