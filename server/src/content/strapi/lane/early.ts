import type { Core } from '@strapi/strapi';
import type { Context, Middleware, Next } from 'koa';

import { nextDate, type Asker, type Fill, type Kept, type View, type ViewedPage } from '../..';
import type { Clock, Log } from '../../../ports';
import { showPage, type ShownPage } from '../answer';
import { perRequest } from '../per-request';
import { asksForDrafts, asksPlainly, callerOf, rightsEnd, type Caller } from './caller';
import { configuredMiddlewares, inOrder } from './middlewares';
import type { ShortWay } from './short-way';

/** A page at the door, with the headers that Strapi's own middlewares gave its first answer. */
export interface EarlyPage {
  readonly viewed: ViewedPage;
  readonly differs: boolean;
  readonly headers: readonly (readonly [string, string | string[]])[];
}

/** Answers that may come into the memory once Strapi has given them. */
export interface Filling {
  readonly fill: Fill<EarlyPage>;
  readonly caller: Caller;
  /** Set by who made the page, where the route is one of this lane. */
  offered?: Pick<ShownPage, 'viewed' | 'differs'>;
}

/** Every answer is made anew after this long. */
export const MOST_AGE_MS = 5 * 60_000;

/** These run around an answer from memory too, in the order in which they are configured: they look at the request. */
const AROUND = ['strapi::ip', 'strapi::compression', 'strapi::responseTime', 'strapi::cors'];

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

interface Needs {
  readonly strapi: Core.Strapi;
  readonly kept: Kept<EarlyPage>;
  /** What every answer was made from, whatever else was read for it. */
  readonly base: readonly string[];
  /** Whether there is somebody to judge for whom, and writes are heard of. */
  isOpen(): boolean;
  viewOf(ctx: Context): View;
  askerOf(ctx: Context): Asker | undefined;
  onFailure(): void;
  readonly shortWay: ShortWay;
  readonly now: Clock;
  readonly log: Log;
}

/**
 * Before Strapi's stack. It never finds a route by itself: what it gives is what Strapi's own stack has answered to
 * the same address, for the same rights.
 */
export const createEarly = (needs: Needs) => {
  const { strapi, kept, base, isOpen, viewOf, askerOf, onFailure, shortWay, now, log } = needs;
  const prefix = `${strapi.config.get<string>('api.rest.prefix', '/api')}/`;
  const own = `${prefix}attune/`;
  const fillings = perRequest<Filling>('filling');
  let around: Middleware | undefined;

  const give = (ctx: Context, key: string, page: EarlyPage): Promise<unknown> => {
    around ??= aroundOf(strapi);
    return around(ctx, async () => {
      for (const [name, value] of page.headers) ctx.res.setHeader(name, value);
      const grow = (bytes: number) => kept.grow(key, page, bytes);
      await showPage(ctx, { ...page, grow, asker: askerOf(ctx) }, viewOf);
    }) as Promise<unknown>;
  };

  const keep = (ctx: Context, { fill, caller, offered }: Filling): void => {
    const ends = rightsEnd(ctx, caller);
    if (!fill.isWanted() || !offered || ends === undefined || (ctx.status !== 200 && ctx.status !== 304))
      return;
    if (ctx.response.get('Set-Cookie') || asksForDrafts(ctx.query)) return;
    const at = now();
    const endsAt = Math.min(ends, at + MOST_AGE_MS, nextDate(offered.viewed.page, at) ?? Infinity);
    fill.keep({ ...offered, headers: headersOf(ctx) }, offered.viewed.bytes(), endsAt);
  };

  const fillFrom = async (ctx: Context, next: Next, key: string, caller: Caller): Promise<void> => {
    const filling: Filling = { fill: kept.begin(key), caller };
    base.forEach(filling.fill.note);
    fillings.set(ctx, filling);
    try {
      await next();
      keep(ctx, filling);
    } finally {
      fillings.delete(ctx);
      filling.fill.end();
    }
  };

  const middleware = async (ctx: Context, next: Next): Promise<void> => {
    const { url } = ctx;
    if (!isOpen() || !url.startsWith(prefix) || url.startsWith(own) || !asksPlainly(ctx)) return next();
    const onwards = () => shortWay.go(ctx, middleware, next);
    const caller = callerOf(ctx);
    if (caller === undefined) return onwards();
    const key = `${caller}\n${url}`;
    let page = kept.get(key);
    if (!page) {
      const underWay = kept.underWay(key);
      if (underWay) {
        await underWay;
        page = kept.get(key);
      }
    }
    if (!page) return fillFrom(ctx, onwards, key, caller);
    try {
      await give(ctx, key, page);
    } catch (error) {
      onFailure();
      log.error('An answer could not be given from memory; Strapi makes it.', {
        code: String((error as { code?: unknown }).code ?? (error as Error).name),
      });
      return onwards();
    }
  };

  return { fillingOf: (ctx: Context): Filling | undefined => fillings.get(ctx), middleware };
};

export type Early = ReturnType<typeof createEarly>;
