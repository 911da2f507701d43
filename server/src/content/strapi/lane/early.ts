import type { Core } from '@strapi/strapi';
import type { Context, Middleware, Next } from 'koa';

import {
  nextDate,
  type Asker,
  type Fill,
  type Kept,
  type ShownView,
  type View,
  type ViewedPage,
} from '../..';
import type { Clock, Log } from '../../../ports';
import { showPage, type ShownPage } from '../answer';
import { perRequest } from '../per-request';
import type { PlainRequest } from '../request';
import { asksForDrafts, asksPlainly, callerOf, rightsEnd, type Caller } from './caller';
import { kindOf, type Doorstep, type Ready, type SentViews } from './doorstep';
import { configuredMiddlewares, inOrder, LOOKING } from './middlewares';
import type { ShortWay } from './short-way';

/** A page at the door, with the headers that Strapi's own middlewares gave its first answer. */
export interface EarlyPage {
  readonly viewed: ViewedPage;
  readonly differs: boolean;
  readonly headers: readonly (readonly [string, string | string[]])[];
  readonly sent: SentViews;
}

/** Answers that may come into the memory once Strapi has given them. */
export interface Filling {
  readonly fill: Fill<EarlyPage>;
  readonly caller: Caller;
  /** Set by who made the page, where the route is one of this lane. */
  offered?: Pick<ShownPage, 'viewed' | 'differs'>;
}

/** The headers of one view, roughly. */
const HEADERS_BYTES = 2_000;

/** Every answer is made anew after this long. */
export const MOST_AGE_MS = 5 * 60_000;

/** These run around an answer from memory too, in the order in which they are configured: they look at the request. */
const AROUND = [...LOOKING, 'strapi::cors'];

/** Set by those, or by Node, or for each answer anew. */
const NOT_KEPT =
  /^(access-control-.*|cache-control|connection|content-encoding|content-length|content-type|date|etag|keep-alive|transfer-encoding|vary|x-response-time)$/;

/** Strapi's own middlewares of this app that every answer must pass, made from the same settings. */
const aroundOf = (strapi: Core.Strapi): Middleware => {
  const configured = configuredMiddlewares(strapi);
  const passed = configured.length > 0 ? configured : [{ name: 'strapi::cors', config: {} }];
  return inOrder(
    passed.flatMap(({ name, config }): Middleware[] => {
      if (!AROUND.includes(name)) return [];
      const made = strapi.middleware(name)?.(config, { strapi }) as Middleware | undefined;
      return made ? [made] : [];
    }),
  );
};

const headersOf = (ctx: Context): EarlyPage['headers'] =>
  Object.entries(ctx.response.headers).flatMap(([name, value]) =>
    value === undefined || NOT_KEPT.test(name)
      ? []
      : [[name, typeof value === 'number' ? String(value) : value]],
  );

/** Addresses whose answers belong to another lane, to be known again. */
const MOST_ELSEWHERE = 1_000;

const addressOf = ({ req }: PlainRequest): string => req.url ?? '';

const pathOf = (request: PlainRequest): string => {
  const address = addressOf(request);
  const end = address.indexOf('?');
  return end < 0 ? address : address.slice(0, end);
};

const keyOf = (caller: Caller, request: PlainRequest): string => `${caller}\n${addressOf(request)}`;

interface Needs {
  readonly strapi: Core.Strapi;
  readonly kept: Kept<EarlyPage>;
  /** What every answer was made from, whatever else was read for it. */
  readonly base: readonly string[];
  /** Whether there is somebody to judge for whom, and writes are heard of. */
  isOpen(): boolean;
  viewOf(ctx: Context): View;
  askerOf(ctx: PlainRequest): Asker | undefined;
  onFailure(): void;
  /** Whether the route that has answered is one of this lane; undefined where none has. */
  isHere(ctx: Context): boolean | undefined;
  readonly shortWay: ShortWay;
  readonly doorstep: () => Doorstep;
  readonly now: Clock;
  readonly log: Log;
}

/**
 * Before Strapi's stack. It never finds a route by itself: what it gives is what Strapi's own stack has answered to
 * the same address, for the same rights.
 */
export const createEarly = (needs: Needs) => {
  const { strapi, kept, base, isOpen, viewOf, askerOf, onFailure, isHere, shortWay, doorstep, now, log } =
    needs;
  const prefix = `${strapi.config.get<string>('api.rest.prefix', '/api')}/`;
  const own = `${prefix}attune/`;
  const fillings = perRequest<Filling>('filling');
  const elsewhere = new Set<string>();
  let around: Middleware | undefined;

  /** For whoever comes next and is given the same. */
  const noteSent = (ctx: Context, key: string, page: EarlyPage, view: ShownView): void => {
    const kind = kindOf(ctx);
    const known = page.sent.get(view) ?? {};
    const sent = known[kind] ? undefined : doorstep().sentTo(ctx);
    if (!sent || !kept.grow(key, page, HEADERS_BYTES)) return;
    page.sent.set(view, { ...known, [kind]: sent });
  };

  const give = (ctx: Context, key: string, page: EarlyPage): Promise<unknown> => {
    around ??= aroundOf(strapi);
    return around(ctx, async () => {
      for (const [name, value] of page.headers) ctx.res.setHeader(name, value);
      const grow = (bytes: number) => kept.grow(key, page, bytes);
      const asker = askerOf(ctx);
      await showPage(ctx, { ...page, grow, asker }, viewOf);
      const view = asker && page.viewed.recall.find(asker);
      if (view && view.body === ctx.body && ctx.status === 200) noteSent(ctx, key, page, view);
    }) as Promise<unknown>;
  };

  const keep = (ctx: Context, { fill, caller, offered }: Filling): void => {
    const ends = rightsEnd(ctx, caller);
    if (!fill.isWanted() || !offered || ends === undefined || (ctx.status !== 200 && ctx.status !== 304))
      return;
    if (ctx.response.get('Set-Cookie') || asksForDrafts(ctx.query)) return;
    const at = now();
    const endsAt = Math.min(ends, at + MOST_AGE_MS, nextDate(offered.viewed.page, at) ?? Infinity);
    fill.keep({ ...offered, headers: headersOf(ctx), sent: new WeakMap() }, offered.viewed.bytes(), endsAt);
  };

  const fillFrom = async (
    ctx: Context,
    next: () => Promise<void>,
    key: string,
    caller: Caller,
  ): Promise<void> => {
    const filling: Filling = { fill: kept.begin(key), caller };
    base.forEach(filling.fill.note);
    fillings.set(ctx, filling);
    try {
      await next();
      keep(ctx, filling);
      if (isHere(ctx) === false) {
        if (elsewhere.size >= MOST_ELSEWHERE) elsewhere.clear();
        elsewhere.add(pathOf(ctx));
      }
    } finally {
      fillings.delete(ctx);
      filling.fill.end();
    }
  };

  const isForUs = (request: PlainRequest): boolean => {
    const address = addressOf(request);
    return isOpen() && address.startsWith(prefix) && !address.startsWith(own) && asksPlainly(request);
  };

  const middleware = (ctx: Context, next: Next): Promise<void> => {
    if (!isForUs(ctx)) return next() as Promise<void>;
    const onwards = shortWay.of(ctx, middleware) ?? (next as () => Promise<void>);
    const caller = callerOf(ctx);
    if (caller === undefined || elsewhere.has(pathOf(ctx))) return onwards();
    return answer(ctx, caller, onwards);
  };

  const answer = async (ctx: Context, caller: Caller, onwards: () => Promise<void>): Promise<void> => {
    const key = keyOf(caller, ctx);
    let page = kept.get(key);
    if (!page) {
      const underWay = kept.underWay(key);
      if (underWay) {
        await underWay;
        page = kept.get(key);
      }
    }
    if (!page) return fillFrom(ctx, onwards, key, caller);
    const before = ctx.res.getHeaderNames();
    try {
      await give(ctx, key, page);
    } catch (error) {
      onFailure();
      for (const name of ctx.res.getHeaderNames()) if (!before.includes(name)) ctx.res.removeHeader(name);
      log.error('An answer could not be given from memory; Strapi makes it.', {
        code: String((error as { code?: unknown }).code ?? (error as Error).name),
      });
      return onwards();
    }
  };

  /** What was given before to a request like this one. */
  const readyFor = (request: PlainRequest): Ready | undefined => {
    const caller = isForUs(request) ? callerOf(request) : undefined;
    if (caller === undefined || elsewhere.has(pathOf(request))) return undefined;
    const key = keyOf(caller, request);
    const page = kept.peek(key);
    const asker = page && askerOf(request);
    const view = asker && page.viewed.recall.find(asker);
    const headers = view && page.sent.get(view)?.[kindOf(request)];
    if (!headers || typeof view.body === 'string') return undefined;
    kept.get(key);
    return { body: view.body, headers };
  };

  const isElsewhere = (request: PlainRequest): boolean => isForUs(request) && elsewhere.has(pathOf(request));

  const wayOf = (ctx: Context): (() => Promise<void>) | undefined => shortWay.of(ctx, middleware);

  return {
    isElsewhere,
    wayOf,
    fillingOf: (ctx: Context): Filling | undefined => fillings.get(ctx),
    middleware,
    readyFor,
  };
};

export type Early = ReturnType<typeof createEarly>;
