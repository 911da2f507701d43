import type { Context } from 'koa';

import {
  ERROR_STATUS,
  geoOf,
  isPluginError,
  PluginError,
  type EventType,
  type JsonObject,
} from '../../../../plugin/src';
import type { Clock, Locate, Log } from '../../ports';
import type { EarlyRoute } from '../../strapi/slice';
import { type Call, type EventKey, type Ingested, type RequestFacts, type SessionUser } from '..';
import type { Cors } from './cors';
import { credentialsOf } from './credentials';
import { readBody } from './read-body';
import { segmentSettings } from './segment-settings';

interface Needs {
  /** `/api/attune`, with the prefix that this Strapi has. */
  readonly prefix: string;
  readonly limits: { readonly eventBytes: number; readonly batchBytes: number };
  readonly cors: Cors;
  readonly findKey: (key: string) => Promise<EventKey | undefined>;
  readonly sessionUser: (jwt: string) => Promise<SessionUser | undefined>;
  readonly ingest: (body: JsonObject, call: Call) => Promise<Ingested>;
  readonly clientScript: (ctx: Context) => Promise<boolean>;
  /** Where the outside reaches this Strapi, when it says so. */
  readonly publicUrl: string;
  readonly locate: Locate;
  readonly now: Clock;
  readonly log: Log;
}

type Kind = EventType | 'batch' | 'import' | 'metrics';

/** Segment's addresses and the browser's short ones. `m` carries a client's own metrics, which nobody here needs. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...(['identify', 'track', 'page', 'screen', 'group', 'alias', 'batch', 'import'] as const).map(
    (kind) => [`/v1/${kind}`, kind] as const,
  ),
  ['/v1/i', 'identify'],
  ['/v1/t', 'track'],
  ['/v1/p', 'page'],
  ['/v1/s', 'screen'],
  ['/v1/g', 'group'],
  ['/v1/a', 'alias'],
  ['/v1/b', 'batch'],
  ['/v1/m', 'metrics'],
]);

const SETTINGS = /^\/v1\/projects\/([^/]{1,256})\/settings$/;
const BODY_TIMEOUT_MS = 10_000;

const header = (ctx: Context) => (name: string) => {
  const value = ctx.req.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * What a browser's request tells; the request of a shop's server tells nothing about its visitor. Koa's `ip` is the
 * visitor's behind a proxy that Strapi was told to believe (`server.proxy.koa`).
 */
const factsOf = (ctx: Context, key: EventKey, locate: Locate): RequestFacts =>
  key.kind === 'server'
    ? {}
    : { geo: geoOf(header(ctx)) ?? locate(ctx.ip), userAgent: ctx.req.headers['user-agent'] };

const answer = (ctx: Context, status: number, body: unknown): void => {
  ctx.status = status;
  ctx.set('content-type', 'application/json; charset=utf-8');
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('cache-control', 'no-store');
  ctx.body = JSON.stringify(body);
};

/** An address that is not well encoded names no key. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};

/** The tracking API on its own lane, before Strapi's stack: its own CORS, limits and errors. */
export const createLane = (needs: Needs): EarlyRoute => {
  const { prefix, limits, cors, findKey, sessionUser, ingest, clientScript, publicUrl, locate, now, log } =
    needs;

  const refuse = (ctx: Context, error: unknown): void => {
    const known = isPluginError(error)
      ? error
      : new PluginError('unavailable', 'The event could not be taken. Send it again in a moment.');
    if (!isPluginError(error)) {
      const { code, name } = error as Error & { code?: string };
      log.error('A tracking call failed.', { code: code ?? name });
    }
    const status = ERROR_STATUS[known.code];
    const { retryAfter } = known.details;
    if (typeof retryAfter === 'number') ctx.set('retry-after', String(retryAfter));
    // The rest of a body that was given up must not be taken for the next request.
    if (!ctx.req.complete) ctx.set('connection', 'close');
    const { code: name, message, details } = known;
    answer(ctx, status, { data: null, error: { status, name, message, details } });
  };

  const keyOf = async (ctx: Context, shown: string | undefined): Promise<EventKey> => {
    if (shown === undefined) {
      throw new PluginError(
        'unauthorized',
        'Wanted a write key: Basic auth, Bearer, or writeKey in the body.',
      );
    }
    const key = await findKey(shown);
    if (!key) throw new PluginError('unauthorized', 'This write key is not known.');
    if (key.kind === 'server' && ctx.req.headers.origin !== undefined) {
      throw new PluginError(
        'forbidden',
        'This is a server key. In a browser use a browser key, and revoke this one.',
      );
    }
    return key;
  };

  const take = async (ctx: Context, kind: Exclude<Kind, 'metrics'>): Promise<Ingested> => {
    const isBatch = kind === 'batch' || kind === 'import';
    const bytes = isBatch ? limits.batchBytes : limits.eventBytes;
    const body = await readBody(ctx.req, { bytes, timeoutMs: BODY_TIMEOUT_MS });
    const { writeKey, jwt } = credentialsOf(ctx.req.headers, body);
    const key = await keyOf(ctx, writeKey);
    if (kind === 'import' && key.kind !== 'server') {
      throw new PluginError('forbidden', 'Importing history needs a server key.');
    }
    const session = jwt === undefined ? undefined : await sessionUser(jwt);
    return ingest(body, { kind, key, session, receivedAt: now(), request: factsOf(ctx, key, locate) });
  };

  const post = async (ctx: Context, kind: Kind): Promise<void> => {
    if (!cors.allow(ctx)) {
      throw new PluginError('forbidden', 'This site may not send events here: see ingest.allowedOrigins.');
    }
    if (kind === 'metrics') {
      await readBody(ctx.req, { bytes: limits.eventBytes, timeoutMs: BODY_TIMEOUT_MS });
      answer(ctx, 200, { success: true });
      return;
    }
    answer(ctx, 200, await take(ctx, kind));
  };

  const settings = async (ctx: Context, writeKey: string): Promise<void> => {
    cors.allow(ctx);
    const key = await findKey(decoded(writeKey));
    if (key?.kind !== 'browser') throw new PluginError('not-found', 'There is no browser key of this name.');
    answer(ctx, 200, segmentSettings(writeKey, publicUrl || ctx.origin, prefix));
    ctx.set('cache-control', 'public, max-age=60');
  };

  return async (ctx) => {
    if (!ctx.path.startsWith(prefix)) return false;
    const path = ctx.path.slice(prefix.length);
    if (path === '/client.js' && (ctx.method === 'GET' || ctx.method === 'HEAD')) return clientScript(ctx);
    const kind = KINDS.get(path);
    const [, writeKey] = kind ? [] : (SETTINGS.exec(path) ?? []);
    if (!kind && writeKey === undefined) return false;
    try {
      if (ctx.method === 'OPTIONS') cors.preflight(ctx);
      else if (kind && ctx.method === 'POST') await post(ctx, kind);
      else if (writeKey !== undefined && ctx.method === 'GET') await settings(ctx, writeKey);
      else return false;
    } catch (error) {
      refuse(ctx, error);
    }
    return true;
  };
};
