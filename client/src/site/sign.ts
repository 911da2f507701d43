import { createHmac } from 'node:crypto';

/** Whom this site vouches for. */
export interface VisitorNames {
  /** Proven: somebody who has logged in here. */
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** Never equal to the signature of a userId under the same secret. */
const PREFIX = 'attune.visitor.';

/** `<base64url { u, a, e }>.<base64url HMAC-SHA256>`; `expiresAt` in epoch milliseconds. */
export const signVisitorToken = (secret: string, names: VisitorNames, expiresAt: number): string => {
  const said = { u: names.userId, a: names.anonymousId, e: expiresAt };
  const payload = Buffer.from(JSON.stringify(said)).toString('base64url');
  const mac = createHmac('sha256', secret).update(`${PREFIX}${payload}`).digest('base64url');
  return `${payload}.${mac}`;
};

/**
 * What proves a userId in the browser: `attune.identify(userId, traits, { signature })`. Throws for a userId that
 * reads like a visitor token: where people choose their own ids, its signature would be such a token's.
 */
export const signUserId = (secret: string, userId: string): string => {
  if (userId.startsWith(PREFIX)) throw new Error(`A userId cannot begin with "${PREFIX}".`);
  return createHmac('sha256', secret).update(userId).digest('hex');
};
