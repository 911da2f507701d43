import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import type { ShownView } from '../..';
import { perRequest } from '../per-request';
import type { PlainRequest } from '../request';
import { createLead, finish } from './lead';
import { configuredMiddlewares, LOOKING, namedHeaders } from './middlewares';
import { createSpecimen } from './specimen';

/** What an answer went out with: names and values in turn, as Node takes them. */
export type SentHeaders = readonly string[];

/** An answer that was given before to a request that asked for no more than its address, its rights and its name. */
export interface Ready {
  readonly body: Buffer;
  readonly headers: SentHeaders;
}

/** What was sent with each view of a page: to somebody named, and to nobody. */
export type SentViews = WeakMap<ShownView, { named?: SentHeaders; unnamed?: SentHeaders }>;

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

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

interface Needs {
  readonly strapi: Core.Strapi;
  /** Whether nothing in Koa stands before the lane. */
  isFirst(): boolean;
  readyFor(request: PlainRequest): Ready | undefined;
  /** Whether the answer belongs to another lane, as is known of its address. */
  isElsewhere(request: PlainRequest): boolean;
  /** Through Strapi's stack; undefined where nothing of it may be left out. */
  wayOf(ctx: Context): (() => Promise<void>) | undefined;
}

/** A request that came here before anybody had done anything about its answer. */
const untouched = perRequest<true>('untouched');

/**
 * In front of Koa, for answers that were given before in the same bytes: Koa's own work for a request is as much again.
 * It makes nothing itself: its headers are those that Koa sent with this view to the same kind of request. Whoever else
 * listens to Strapi's HTTP server, or stands before the lane in Koa, is not passed by: then Koa is asked.
 */
export const createDoorstep = ({ strapi, isFirst, readyFor, isElsewhere, wayOf }: Needs) => {
  const server = strapi.server.httpServer as Server;
  const lead = createLead(strapi, wayOf);
  const specimen = createSpecimen();
  const listeners = () => server.listeners('request') as Listener[];
  const strapis = listeners();
  const isAlone = (listener: Listener | undefined) => listeners().length === 1 && listeners()[0] === listener;
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
    if (req.method !== 'GET' || asksMore(req)) return false;
    const ready = readyOrNot({ req });
    if (!ready) return false;
    finish(res, () => {
      res.writeHead(200, ready.headers as string[]);
      res.end(ready.body);
    });
    specimen.hold({ req, res });
    return true;
  };

  const take = (koa: Listener): Listener => {
    const listener: Listener = (req, res) => {
      const isFree =
        isOpen && isFirst() && isAlone(listener) && !res.headersSent && res.getHeaderNames().length === 0;
      if (isFree) untouched.set(req, true);
      if (!isFree || (!answer(req, res) && !(isElsewhere({ req }) && lead(req, res))))
        koa.call(server, req, res);
    };
    return listener;
  };

  return {
    /** What Koa has set by now, where the same will do for another request. */
    sentTo({ req, res }: Context): SentHeaders | undefined {
      if (!isOpen || !untouched.has(req) || asksMore(req) || res.hasHeader('Set-Cookie')) return undefined;
      return namedHeaders(res).flat();
    },
    /** Once every plugin is there; what the app does to its server after that is seen at each request. */
    open(): void {
      const [koa] = strapis;
      // Somebody has put another in the place of Strapi's own.
      if (koa?.name !== 'handleRequest' || !isAlone(koa)) return;
      isOpen = !configuredMiddlewares(strapi).some(({ name }) => LOOKING.includes(name));
      server.removeListener('request', koa);
      server.on('request', take(koa));
    },
    close(): void {
      isOpen = false;
    },
  };
};

export type Doorstep = ReturnType<typeof createDoorstep>;
