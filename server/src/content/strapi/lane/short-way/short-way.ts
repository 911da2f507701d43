import type { Core } from '@strapi/strapi';
import type { Context, Middleware } from 'koa';

import { graphqlPath } from '../../other-caches';
import type { Foreign } from '../foreign';
import { end, inOrder } from '../middlewares';
import type { Router } from '../router';
import { recogniseMiddlewares } from './recognised';
import { beginningOf, partsOf } from './router-parts';
import { standInFor } from './stand-ins';

/** The addresses that begin alike. */
interface Part {
  readonly route: Middleware;
  /** Their way through this many middlewares of Koa. */
  way?: { readonly through: number; readonly stack: Middleware };
}

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
  const known = recogniseMiddlewares(strapi);
  let parts = new Map<string, Part>();
  let routesThen = -1;

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

  const inPlaceOf = (middleware: Middleware, { route }: Part): readonly Middleware[] => {
    const comes = known.get(middleware);
    if (comes) return standInFor(middleware, comes, strapi);
    return ['router' in middleware && middleware.router === router() ? route : middleware];
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
