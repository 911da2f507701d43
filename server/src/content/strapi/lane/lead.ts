import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { end, promised } from './middlewares';
import { createSpecimen } from './specimen';

/** What Koa does with a request once it has made a context of it. */
interface Leader {
  handleRequest(ctx: Context, run: () => Promise<unknown>): Promise<void>;
  readonly ctxStorage?: unknown;
}

export const finish = (res: ServerResponse, write: () => void): void => {
  try {
    write();
  } catch {
    // Half an answer is none.
    res.destroy();
  }
};

/**
 * Leads a request through Strapi's stack as Koa does, but for its listening for the end of the answer, by which it
 * would tell of a line that broke: V8 keeps what hangs on that listener, a whole request, until all memory is gone
 * through (ADR 0043). Whatever is no page in bytes Koa answers. `wayOf` is the way through the stack, where some of it
 * may be left out; false where nothing may, and Koa is to lead.
 */
export const createLead = (
  strapi: Core.Strapi,
  wayOf: (ctx: Context) => (() => Promise<void>) | undefined,
) => {
  const { app } = strapi.server;
  const leader = app as unknown as Leader;
  const specimen = createSpecimen();

  /** Whether Koa leads requests as it was made to, and knows by now whom to tell of failures. */
  const isPlainKoa = (): boolean =>
    !Object.hasOwn(app, 'handleRequest') && !leader.ctxStorage && app.listenerCount('error') > 0;

  const lead = async (ctx: Context, way: () => Promise<void>): Promise<void> => {
    const { res } = ctx;
    res.statusCode = 404;
    const went = promised(way, ctx, end);
    try {
      await went;
      if (ctx.status === 200 && Buffer.isBuffer(ctx.body) && ctx.respond !== false && ctx.writable)
        return finish(res, () => res.end(ctx.body));
    } catch {
      // Koa tells of it, below.
    }
    const { statusCode } = res;
    await leader.handleRequest(ctx, () => {
      res.statusCode = statusCode;
      return went;
    });
  };

  return (req: IncomingMessage, res: ServerResponse): boolean => {
    if (!isPlainKoa()) return false;
    const ctx = app.createContext(req, res) as Context;
    const way = wayOf(ctx);
    if (!way) return false;
    specimen.hold(ctx);
    void lead(ctx, way);
    return true;
  };
};
