import type { Core } from '@strapi/strapi';
import type { Middleware } from 'koa';

import { holdsFunction } from '../foreign';
import { configuredMiddlewares } from '../middlewares';

/** What a middleware of Strapi's own comes to, for a plain GET of the API. */
export type Comes =
  | 'same headers'
  | 'same headers without origin'
  | 'empty body'
  | 'line'
  | 'session once asked for'
  | 'nothing';

/** How large a body may be, which a GET has not. Anything else may change what is set where there is none. */
const LIMITS = ['jsonLimit', 'formLimit', 'textLimit', 'formidable', 'multipart'];

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

/** The middlewares of Koa of which it is known what they come to, once Strapi has made them as configured. */
export const recogniseMiddlewares = (strapi: Core.Strapi): ReadonlyMap<Middleware, Comes> => {
  const known = new Map<Middleware, Comes>();

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
  return known;
};
