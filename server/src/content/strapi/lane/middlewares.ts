import type { ServerResponse } from 'node:http';

import type { Core } from '@strapi/strapi';
import type { Context, Middleware, Next } from 'koa';

export interface Configured {
  readonly name: string;
  readonly config: object;
}

/** Strapi's own that look at each request anew: what they say of one is not true of another. */
export const LOOKING = ['strapi::ip', 'strapi::compression', 'strapi::responseTime'];

/** The middlewares of this app, in their order, as it has configured them; none where it has not. */
export const configuredMiddlewares = (strapi: Core.Strapi): readonly Configured[] => {
  const given = strapi.config.get<unknown>('middlewares');
  if (!Array.isArray(given)) return [];
  return (given as readonly (string | Partial<Configured>)[]).map((entry) => {
    const { name = '', config = {} } = typeof entry === 'string' ? { name: entry } : entry;
    return { name, config };
  });
};

/** Behind the last middleware there is nobody. */
export const end = (): Promise<void> => Promise.resolve();

/** Runs one. What it throws at once is a refused promise to the one before, as in Koa. */
export const promised = (middleware: Middleware, ctx: Context, next: Next): Promise<unknown> => {
  try {
    return middleware(ctx, next) as Promise<unknown>;
  } catch (error) {
    return Promise.reject(error as Error);
  }
};

/** One middleware of many. */
export const inOrder = (middlewares: readonly Middleware[]): Middleware =>
  middlewares.reduceRight<Middleware>(
    (inner, outer) => (ctx, next) => outer(ctx, () => promised(inner, ctx, next)) as unknown,
    (_ctx, next) => next(),
  );

/** Node's types know of it on requests alone. */
interface RawNames {
  getRawHeaderNames(): string[];
}

/** What has been set so far, by the names as they were given: one pair for each line. */
export const namedHeaders = (response: ServerResponse): readonly (readonly [name: string, value: string])[] =>
  (response as ServerResponse & RawNames).getRawHeaderNames().flatMap((name) => {
    const value = response.getHeader(name) ?? [];
    const lines = Array.isArray(value) ? value : [value];
    return lines.map((line) => [name, String(line)] as const);
  });
