import { createHash } from 'node:crypto';

import type { Context } from 'koa';

import type { PlainRequest } from '../request';

/** For whose rights an answer is kept: everybody who brings none, or an API token by its hash. */
export type Caller = 'public' | `token ${string}`;

const BEARER = /^bearer\s+(\S+)$/i;
const LONGEST_ADDRESS = 4_096;

/** Undefined for what cannot be told without Strapi: another scheme, or none that is well formed. */
export const callerOf = (ctx: PlainRequest): Caller | undefined => {
  const { authorization } = ctx.req.headers;
  if (authorization === undefined || authorization === '') return 'public';
  const token = BEARER.exec(authorization)?.[1];
  return token === undefined ? undefined : `token ${createHash('sha256').update(token).digest('base64')}`;
};

interface Auth {
  readonly strategy?: { readonly name?: string };
  readonly credentials?: { readonly expiresAt?: string | null } | null;
}

/** When the rights end by which Strapi let this request in; undefined for rights that are nobody's to keep. */
export const rightsEnd = (ctx: Context, caller: Caller): number | undefined => {
  const { auth } = ctx.state as { auth?: Auth };
  const name = auth?.strategy?.name;
  if (caller === 'public')
    return name === 'users-permissions' && auth?.credentials === null ? Infinity : undefined;
  if (name !== 'content-api-token') return undefined;
  const ends = auth?.credentials?.expiresAt;
  return ends ? Date.parse(ends) : Infinity;
};

/**
 * For whose rights choices on this answer may be kept; undefined for a session's, and for what another auth of the
 * app's own has let in.
 */
export const keepableCaller = (ctx: Context): Caller | undefined => {
  const caller = callerOf(ctx);
  const { auth, route } = ctx.state as { auth?: Auth; route?: object };
  // At the door there is no route: what is given there was kept for this very caller.
  if (!caller || !route) return caller;
  if (!auth) return caller === 'public' ? caller : undefined;
  return rightsEnd(ctx, caller) === undefined ? undefined : caller;
};

/** Whether this request asks for what Strapi answers everybody alike: nothing but its address and its caller tell. */
export const asksPlainly = ({ req }: PlainRequest): boolean => {
  if (req.method !== 'GET' || (req.url?.length ?? 0) > LONGEST_ADDRESS) return false;
  for (const name in req.headers) {
    // They change the form of the answer: `strapi-response-format`, `strapi-encode-source-maps`.
    if (name.startsWith('strapi-') || name === 'attune-personalize') return false;
  }
  return true;
};

/** Whoever asks for drafts gets them from Strapi each time. */
export const asksForDrafts = (query: unknown): boolean => {
  const { status, publicationState } = (query ?? {}) as Readonly<Record<string, unknown>>;
  return (status !== undefined && status !== 'published') || publicationState !== undefined;
};
