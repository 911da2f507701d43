import type { Core } from '@strapi/strapi';
import type { Context, Middleware } from 'koa';

import { end, namedHeaders } from '../middlewares';
import type { Comes } from './recognised';

type Header = readonly [name: string, value: string];
type Headers = Context['response']['headers'];

const setSince = (before: Headers, { res }: Context): readonly Header[] =>
  namedHeaders(res).filter(([name, value]) => String(before[name.toLowerCase()]) !== value);

const repeat = (original: Middleware, applies: (ctx: Context) => boolean): Middleware => {
  let headers: readonly Header[] | undefined;
  return (ctx, next) => {
    if (!applies(ctx)) return original(ctx, next) as unknown;
    if (headers) {
      for (const [header, value] of headers) ctx.res.setHeader(header, value);
      return next();
    }
    const before = ctx.response.headers;
    return original(ctx, () => {
      headers = setSince(before, ctx);
      return next();
    }) as unknown;
  };
};

const withoutBody: Middleware = (ctx, next) => {
  Object.assign(ctx.request, { body: {} });
  return next();
};

const whileKept =
  (log: Middleware, strapi: Core.Strapi): Middleware =>
  (ctx, next) =>
    (strapi.log.isLevelEnabled('http') ? log(ctx, next) : next()) as unknown;

/** koa-session makes a session of every request, and saves those that somebody has asked for. */
const lateSession = (session: Middleware, { server: { app } }: Core.Strapi): Middleware => {
  const probe = Object.assign(Object.create(app.context) as Context, { app });
  void session(probe, end);
  const marks = Object.getOwnPropertySymbols(probe);
  if (marks.length !== 1) return session;
  return async (ctx, next) => {
    try {
      await next();
    } finally {
      if (Object.hasOwn(ctx, marks[0]!)) await session(ctx, end);
    }
  };
};

/** What does as much as a middleware of Strapi's own, for a plain GET of the API. */
export const standInFor = (
  middleware: Middleware,
  comes: Comes,
  strapi: Core.Strapi,
): readonly Middleware[] => {
  switch (comes) {
    case 'nothing':
      return [];
    case 'same headers':
      return [repeat(middleware, () => true)];
    case 'same headers without origin':
      return [repeat(middleware, ({ req }) => req.headers.origin === undefined)];
    case 'empty body':
      return [withoutBody];
    case 'line':
      return [whileKept(middleware, strapi)];
    case 'session once asked for':
      return [lateSession(middleware, strapi)];
  }
};
