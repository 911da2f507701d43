import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

import type { Shapes } from '..';
import { perRequest } from './per-request';

const NO_CACHE = 'no-cache';

/** What the caller's own header said, while the cache in front of Strapi is passed. */
const given = perRequest<{ readonly said: string | undefined }>('cache-control');

/** Where GraphQL is served, if it is. */
export const graphqlPath = (strapi: Core.Strapi): string | undefined =>
  strapi.plugin('graphql') && strapi.config.get<string>('plugin::graphql.endpoint', '/graphql');

const stands = (path: string, prefix: string | undefined): boolean =>
  prefix !== undefined && (path === prefix || path.startsWith(`${prefix}/`));

/** Whether anything in this app may be shown to some only. */
export const isPersonalised = (strapi: Core.Strapi, shapes: Shapes): boolean =>
  Object.keys(strapi.contentTypes).some(shapes.reaches);

/**
 * `strapi-cache` stands in front of Strapi and keeps an answer by its address alone: what one visitor was shown would
 * be everybody's. It passes over requests that say `no-cache`, so those for content say so until they have passed it.
 */
export const passOtherCaches =
  (strapi: Core.Strapi) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const rest = strapi.config.get<string>('api.rest.prefix', '/api');
    if (stands(ctx.path, rest) || stands(ctx.path, graphqlPath(strapi))) {
      given.set(ctx, { said: ctx.req.headers['cache-control'] });
      ctx.req.headers['cache-control'] = NO_CACHE;
    }
    await next();
  };

/** Behind that cache the header counts again: with it, no unchanged answer would be a 304. */
export const restoreCacheControl = (ctx: Context): void => {
  const before = given.get(ctx);
  if (!before) return;
  const { said } = before;
  if (said === undefined) delete ctx.req.headers['cache-control'];
  else ctx.req.headers['cache-control'] = said;
  given.delete(ctx);
};
