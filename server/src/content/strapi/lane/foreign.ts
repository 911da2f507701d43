import type { Core } from '@strapi/strapi';

import { configuredMiddlewares, type Configured } from './middlewares';
import { literalOf, type Layer, type Router } from './router';

/** What stands in a request's way that Strapi has not made itself, by what it is. */
export interface Foreign {
  /** Koa middlewares and those of the content API's router. */
  readonly middlewares: boolean;
  /** Middlewares of the document service, which may answer as they please. */
  readonly documents: boolean;
  /** Ways to authenticate beside public roles and API tokens. */
  readonly strategies: boolean;
}

const FILE = /\(?(?:file:\/\/)?([^()\s]+?):\d+:\d+\)?$/;
/** Hands on what it is asked for by others. */
const KOAS = /[\\/]node_modules[\\/]@koa[\\/]router[\\/]/;
const STRAPIS = /[\\/]node_modules[\\/]@strapi[\\/]/;

/** The files on the way to here, nearest first. Node's own stand in it where something was waited for. */
const callers = (): string[] =>
  (new Error().stack ?? '')
    .split('\n')
    .slice(1)
    .flatMap((line) => FILE.exec(line.trim())?.[1] ?? [])
    .filter((file) => !file.startsWith('node:') && !KOAS.test(file));

/** This plugin's own file, or files when it is not bundled. */
const OWN = callers()[0]?.replace(/[\\/]content[\\/]strapi[\\/]lane[\\/]foreign\.\w+$/, '') ?? '';

const isForeign = (): boolean => {
  const caller = callers().find((file) => !file.startsWith(OWN));
  return caller !== undefined && !STRAPIS.test(caller);
};

/** As configured: a name of Strapi's own, and nothing that answers for the app. */
const isConfiguredByStrapi = ({ name, config }: Configured): boolean => {
  const { handlers, rolling, renew } = config as Record<string, unknown>;
  if (!name.startsWith('strapi::')) return false;
  if (name === 'strapi::responses') return Object.keys(handlers ?? {}).length === 0;
  // Such sessions are written anew with every answer.
  if (name === 'strapi::session') return !rolling && !renew;
  // Headers that are made for each request cannot be kept.
  if (name === 'strapi::security') return !holdsFunction(config);
  return true;
};

export const holdsFunction = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsFunction));

/** Whether this may have a say in what the content API is asked for. */
const meetsApi = (prefix: string, { path, methods }: Layer): boolean => {
  const literal = literalOf(path);
  // An API at the root has every address behind it: somebody's route is no way through it then.
  const isBehind = literal.startsWith(prefix) && (prefix !== '/' || methods.length === 0);
  return prefix.startsWith(literal) || isBehind;
};

/** Strapi's own before any plugin: the context of a request, and what is told of it where that is not switched off. */
const firstOnes = (strapi: Core.Strapi): number => (strapi.telemetry.isDisabled ? 1 : 2);

/**
 * Watches who adds to Strapi from now on, and looks at what stands in Koa and its routers by now. Document middlewares
 * and strategies that were added before cannot be seen.
 * The answer may become true while the app starts, and is final once it serves.
 */
export const watchForeign = (strapi: Core.Strapi): Foreign => {
  const { server } = strapi;
  const prefix = `${strapi.config.get<string>('api.rest.prefix', '/api')}/`.toLowerCase();
  const router = server.router as unknown as Router;
  const met = (since = 0): boolean => router.stack.slice(since).some((layer) => meetsApi(prefix, layer));
  const found = {
    middlewares:
      server.app.middleware.length > firstOnes(strapi) ||
      server.api('content-api').listRoutes().length > 0 ||
      met(),
    documents: false,
    strategies: false,
  };
  const watch = <Name extends keyof typeof found>(
    kind: Name,
    owner: object,
    method: string,
    counts = (_args: readonly unknown[]) => true,
  ): void => {
    const methods = owner as Record<string, (...args: unknown[]) => unknown>;
    const original = methods[method]!.bind(owner);
    methods[method] = (...args) => {
      if (counts(args) && isForeign()) found[kind] = true;
      return original(...args);
    };
  };
  const watchRouter = (method: 'use' | 'register'): void => {
    const original = router[method].bind(router);
    router[method] = (...args) => {
      const before = router.stack.length;
      const added = original(...args);
      if (met(before) && isForeign()) found.middlewares = true;
      return added;
    };
  };

  const initMiddlewares = server.initMiddlewares.bind(server);
  /** Strapi adds what is configured itself: whose it is, the configuration tells. */
  server.initMiddlewares = async () => {
    if (!configuredMiddlewares(strapi).every(isConfiguredByStrapi)) found.middlewares = true;
    return initMiddlewares();
  };
  // Either way in: Strapi's server hands on to Koa what it is given.
  watch('middlewares', server, 'use');
  watch('middlewares', server.app, 'use');
  watch('middlewares', server.api('content-api'), 'use');
  watchRouter('use');
  watchRouter('register');
  watch('documents', strapi.documents, 'use');
  watch('strategies', strapi.get('auth') as object, 'register', ([type]) => type === 'content-api');
  return found;
};
