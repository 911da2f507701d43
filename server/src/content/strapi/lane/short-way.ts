import type { Core } from '@strapi/strapi';
import type { Context, Middleware, Next } from 'koa';

import { graphqlPath } from '../other-caches';
import { holdsFunction, type Foreign } from './foreign';
import { configuredMiddlewares, inOrder } from './middlewares';
import { beginningOf, partsOf, type Router } from './router-parts';

/** What is known of the addresses that begin alike. */
interface Part {
  readonly route: Middleware;
  /** What Strapi's security sets on their answers, once it has been seen. */
  headers?: readonly (readonly [string, string])[];
}

type Headers = Context['response']['headers'];

/** How large a body may be, which a GET has not. Anything else may change what is set where there is none. */
const LIMITS = ['jsonLimit', 'formLimit', 'textLimit', 'formidable', 'multipart'];

const setBetween = (before: Headers, after: Headers): NonNullable<Part['headers']> =>
  Object.entries(after).flatMap(([name, value]) =>
    value === undefined || before[name] === value ? [] : [[name, String(value)]],
  );

/**
 * The way of a GET of the content API through Strapi's stack, without what comes to the same each time: Strapi makes
 * the middlewares of its security anew for each request, and the parser of a body that a GET has not; its router tries
 * every route of the app. Whatever else was added to the stack runs as it stands there.
 */
export const createShortWay = (strapi: Core.Strapi, foreign: Foreign) => {
  const prefix = `${strapi.config.get<string>('api.rest.prefix', '/api')}/`;
  /** GraphQL among the routes of the API, where security sets what its playground needs. */
  const isCrowded = graphqlPath(strapi)?.startsWith(prefix) === true;
  /** The middlewares that have another in their place here. */
  const replaced = new Map<Middleware, 'security' | 'body'>();
  let parts = new Map<string, Part>();
  let routesThen = -1;
  let stack: Middleware | undefined;

  const name = (added: readonly Middleware[]): void => {
    const configured = configuredMiddlewares(strapi);
    // One that is made may add another while it is; those that are configured come when all are made.
    const handlers = added.slice(-configured.length);
    configured.forEach(({ name, config }, at) => {
      if (name === 'strapi::security' && !holdsFunction(config)) replaced.set(handlers[at]!, 'security');
      const isPlain = Object.keys(config).every((key) => LIMITS.includes(key));
      if (name === 'strapi::body' && isPlain) replaced.set(handlers[at]!, 'body');
    });
  };

  const initMiddlewares = strapi.server.initMiddlewares.bind(strapi.server);
  strapi.server.initMiddlewares = async () => {
    const { use } = strapi.server;
    const added: Middleware[] = [];
    strapi.server.use = (...args) => {
      added.push(args[0] as Middleware);
      return use.apply(strapi.server, args);
    };
    try {
      return await initMiddlewares();
    } finally {
      strapi.server.use = use;
      name(added);
    }
  };

  const router = (): Router => strapi.server.router as unknown as Router;

  const partOf = ({ path }: Context): Part | undefined => {
    const whole = router();
    if (whole.stack.length !== routesThen) {
      routesThen = whole.stack.length;
      parts = new Map(
        [...partsOf(whole, prefix)].map(([start, part]) => [start, { route: part.routes() as Middleware }]),
      );
    }
    return parts.get(beginningOf(prefix, path));
  };

  const secure =
    (security: Middleware): Middleware =>
    (ctx, next) => {
      const part = partOf(ctx);
      if (part?.headers) {
        for (const [header, value] of part.headers) ctx.res.setHeader(header, value);
        return next();
      }
      const before = ctx.response.headers;
      return security(ctx, () => {
        if (part) part.headers = setBetween(before, ctx.response.headers);
        return next();
      }) as unknown;
    };

  const withoutBody: Middleware = (ctx, next) => {
    Object.assign(ctx.request, { body: {} });
    return next();
  };

  const route =
    (whole: Middleware): Middleware =>
    (ctx, next) =>
      (partOf(ctx)?.route ?? whole)(ctx, next) as unknown;

  const inPlaceOf = (middleware: Middleware): Middleware => {
    const what = replaced.get(middleware);
    if (what === 'security') return secure(middleware);
    if (what === 'body') return withoutBody;
    return 'router' in middleware && middleware.router === router() ? route(middleware) : middleware;
  };

  return {
    /** From behind this middleware to the end of the stack. */
    async go(ctx: Context, from: Middleware, next: Next): Promise<void> {
      if (foreign.middlewares || isCrowded || !partOf(ctx)) return next();
      if (!stack) {
        const { middleware } = strapi.server.app;
        const at = middleware.indexOf(from);
        if (at < 0) return next();
        stack = inOrder(middleware.slice(at + 1).map(inPlaceOf));
      }
      await stack(ctx, () => Promise.resolve());
    },
  };
};

export type ShortWay = ReturnType<typeof createShortWay>;
