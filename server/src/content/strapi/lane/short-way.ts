import type { Core } from '@strapi/strapi';
import type { Context, Middleware } from 'koa';

import { graphqlPath } from '../other-caches';
import { holdsFunction, type Foreign } from './foreign';
import { configuredMiddlewares, inOrder, namedHeaders } from './middlewares';
import { beginningOf, partsOf, type Router } from './router-parts';

type Header = readonly [name: string, value: string];

/** The addresses that begin alike. */
interface Part {
  readonly route: Middleware;
  /** Their way through this many middlewares of Koa. */
  way?: { readonly through: number; readonly stack: Middleware };
}

type Headers = Context['response']['headers'];

/** How large a body may be, which a GET has not. Anything else may change what is set where there is none. */
const LIMITS = ['jsonLimit', 'formLimit', 'textLimit', 'formidable', 'multipart'];

/** What a middleware of Strapi's own comes to, for a plain GET of the API. */
type Comes =
  | 'same headers'
  | 'same headers without origin'
  | 'empty body'
  | 'line'
  | 'session once asked for'
  | 'nothing';

/** Sessions that are read before anybody asks for them, or kept elsewhere. */
const OWN_SESSIONS = ['store', 'ContextStore', 'externalKey', 'autoCommit'];

const comesTo = (name: string, config: object): Comes | undefined => {
  switch (name) {
    case 'strapi::security':
      return holdsFunction(config) ? undefined : 'same headers';
    case 'strapi::cors':
      return holdsFunction(config) || 'keepHeadersOnError' in config
        ? undefined
        : 'same headers without origin';
    case 'strapi::body':
      return Object.keys(config).every((key) => LIMITS.includes(key)) ? 'empty body' : undefined;
    case 'strapi::logger':
      return 'line';
    case 'strapi::session':
      return OWN_SESSIONS.some((key) => key in config) ? undefined : 'session once asked for';
    // It answers at an address of its own, which is none of the API.
    case 'strapi::favicon':
      return 'nothing';
    default:
      return undefined;
  }
};

const end = (): Promise<void> => Promise.resolve();

const setSince = (before: Headers, { res }: Context): readonly Header[] =>
  namedHeaders(res).filter(([name, value]) => String(before[name.toLowerCase()]) !== value);

/**
 * The way of a GET of the content API through Strapi's stack, without what comes to the same each time: Strapi makes
 * the middlewares of its security anew for each request, and the parser of a body that a GET has not; it prints lines
 * for a log that nobody keeps; its router tries every route of the app. Whatever else was added to the stack runs as it
 * stands there.
 */
export const createShortWay = (strapi: Core.Strapi, foreign: Foreign) => {
  const prefix = `${strapi.config.get<string>('api.rest.prefix', '/api')}/`;
  /** GraphQL among the routes of the API, where security sets what its playground needs. */
  const isCrowded = graphqlPath(strapi)?.startsWith(prefix) === true;
  /** The middlewares of whom it is known what they come to. */
  const known = new Map<Middleware, Comes>();
  let parts = new Map<string, Part>();
  let routesThen = -1;

  const name = (added: readonly Middleware[]): void => {
    const configured = configuredMiddlewares(strapi);
    // One that is made may add another while it is; those that are configured come when all are made.
    const handlers = added.slice(-configured.length);
    const sessions = added.slice(0, -configured.length).filter(({ name }) => name === 'session');
    configured.forEach(({ name, config }, at) => {
      const handler = handlers[at]!;
      // Strapi puts the same one in the place of each that does nothing for a request.
      const isIdle = handlers.indexOf(handler) !== handlers.lastIndexOf(handler);
      const comes = comesTo(name, config);
      if (name === 'strapi::session') {
        if (comes && sessions.length === 1) known.set(sessions[0]!, comes);
      } else if (isIdle || comes) known.set(handler, isIdle ? 'nothing' : comes!);
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

  /** The whole router to whoever asks for it on the way, but for where it looks. */
  const finding = (whole: Router, part: Router): Middleware => {
    const like = Object.create(whole) as Router;
    return Object.assign(like, { match: part.match.bind(part) }).routes() as Middleware;
  };

  const partOf = ({ path }: Context): Part | undefined => {
    const whole = router();
    if (whole.stack.length !== routesThen) {
      routesThen = whole.stack.length;
      parts = new Map(
        [...partsOf(whole, prefix)].map(([start, part]) => [start, { route: finding(whole, part) }]),
      );
    }
    return parts.get(beginningOf(prefix, path));
  };

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
    (log: Middleware): Middleware =>
    (ctx, next) =>
      (strapi.log.isLevelEnabled('http') ? log(ctx, next) : next()) as unknown;

  const inPlaceOf = (middleware: Middleware, { route }: Part): readonly Middleware[] => {
    switch (known.get(middleware)) {
      case 'nothing':
        return [];
      case 'same headers':
        return [repeat(middleware, () => true)];
      case 'same headers without origin':
        return [repeat(middleware, ({ req }) => req.headers.origin === undefined)];
      case 'empty body':
        return [withoutBody];
      case 'line':
        return [whileKept(middleware)];
      case 'session once asked for':
        return [lateSession(middleware)];
      default:
        return ['router' in middleware && middleware.router === router() ? route : middleware];
    }
  };

  /** koa-session makes a session of every request, and saves those that somebody has asked for. */
  const lateSession = (session: Middleware): Middleware => {
    const { app } = strapi.server;
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

  const wayOf = (part: Part): Middleware => {
    const { middleware } = strapi.server.app;
    if (part.way?.through !== middleware.length) {
      const stack = inOrder(middleware.slice(1).flatMap((one) => inPlaceOf(one, part)));
      part.way = { through: middleware.length, stack };
    }
    return part.way.stack;
  };

  return {
    /** From behind this middleware to the end of the stack; undefined where it has to be the whole way. */
    of(ctx: Context, from: Middleware): (() => Promise<void>) | undefined {
      // What stands before may set headers too, which those that are set again would hide.
      const isFree = !foreign.middlewares && !isCrowded && strapi.server.app.middleware[0] === from;
      const part = isFree ? partOf(ctx) : undefined;
      return part && (() => wayOf(part)(ctx, end) as Promise<void>);
    },
  };
};

export type ShortWay = ReturnType<typeof createShortWay>;
