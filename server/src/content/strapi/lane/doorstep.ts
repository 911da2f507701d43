import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import type { ShownView } from '../..';
import type { PlainRequest } from '../request';
import { configuredMiddlewares } from './middlewares';

/** What an answer went out with: names and values in turn, as Node takes them. */
export type SentHeaders = readonly string[];

/** An answer that was given before to a request that asked for no more than its address, its rights and its name. */
export interface Ready {
  readonly body: Buffer;
  readonly headers: SentHeaders;
}

/** What was sent with each view of a page: to somebody named, and to nobody. */
export type SentViews = WeakMap<ShownView, { named?: SentHeaders; unnamed?: SentHeaders }>;

/** Middlewares that look at each request anew: what they say of one is not true of another. */
const LOOKING = ['strapi::ip', 'strapi::compression', 'strapi::responseTime'];

/** What else an answer may depend on. Our own headers but the visitor's, `strapi-*`, and these: whoever brings one goes to Koa. */
const ASKING_MORE = ['cookie', 'origin', 'if-none-match', 'if-modified-since'];

const asksMore = ({ headers }: IncomingMessage): boolean => {
  for (const name in headers) {
    if (ASKING_MORE.includes(name) || name.startsWith('strapi-')) return true;
    if (name.startsWith('attune-') && name !== 'attune-visitor') return true;
  }
  return false;
};

export const kindOf = ({ req }: PlainRequest): 'named' | 'unnamed' =>
  req.headers['attune-visitor'] ? 'named' : 'unnamed';

const requestOf = (req: IncomingMessage): PlainRequest => ({
  method: req.method!,
  url: req.url!,
  req,
  get: (name: string) => String(req.headers[name.toLowerCase()] ?? ''),
});

interface Needs {
  readonly strapi: Core.Strapi;
  /** Whether nothing in Koa stands before the lane. */
  isFirst(): boolean;
  readyFor(request: PlainRequest): Ready | undefined;
}

/**
 * In front of Koa, for answers that were given before in the same bytes: Koa's own work for a request is as much again.
 * It makes nothing itself: its headers are those that Koa sent with this view to the same kind of request.
 */
export const createDoorstep = ({ strapi, isFirst, readyFor }: Needs) => {
  let isOpen = false;

  const readyOrNot = (request: PlainRequest): Ready | undefined => {
    try {
      return readyFor(request);
    } catch {
      // The lane asks the same in Koa, where a failure is counted and told.
      return undefined;
    }
  };

  const answer = (req: IncomingMessage, res: ServerResponse): boolean => {
    if (!isOpen || req.method !== 'GET' || asksMore(req)) return false;
    const ready = readyOrNot(requestOf(req));
    if (!ready) return false;
    res.writeHead(200, ready.headers as string[]);
    res.end(ready.body);
    return true;
  };

  return {
    /** What Koa has set by now, where the same will do for another request. */
    sentTo(ctx: Context): SentHeaders | undefined {
      if (!isOpen || asksMore(ctx.req)) return undefined;
      return Object.entries(ctx.res.getHeaders()).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).flatMap((one) => [name, String(one)]),
      );
    },
    /** Once the whole app is there. */
    open(): void {
      isOpen = isFirst() && !configuredMiddlewares(strapi).some(({ name }) => LOOKING.includes(name));
      const server = strapi.server.httpServer as Server;
      const [koa, ...others] = server.listeners('request') as ((
        req: IncomingMessage,
        res: ServerResponse,
      ) => void)[];
      if (!koa || others.length > 0) return;
      server.removeListener('request', koa);
      server.on('request', (req: IncomingMessage, res: ServerResponse) => {
        if (!answer(req, res)) koa.call(server, req, res);
      });
    },
    close(): void {
      isOpen = false;
    },
  };
};

export type Doorstep = ReturnType<typeof createDoorstep>;
