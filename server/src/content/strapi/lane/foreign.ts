import type { Core } from '@strapi/strapi';

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
const STRAPIS = /[\\/]node_modules[\\/]@strapi[\\/]/;

/** The files on the way to here, nearest first. Node's own stand in it where something was waited for. */
const callers = (): string[] =>
  (new Error().stack ?? '')
    .split('\n')
    .slice(1)
    .flatMap((line) => FILE.exec(line.trim())?.[1] ?? [])
    .filter((file) => !file.startsWith('node:'));

/** This plugin's own file, or files when it is not bundled. */
const OWN = callers()[0]?.replace(/[\\/]content[\\/]strapi[\\/]lane[\\/]foreign\.\w+$/, '') ?? '';

const isForeign = (): boolean => {
  const caller = callers().find((file) => !file.startsWith(OWN));
  return caller !== undefined && !STRAPIS.test(caller);
};

/** As configured: a name of Strapi's own, and nothing that answers for the app. */
const isConfiguredByStrapi = (entry: unknown): boolean => {
  const { name, config } = (typeof entry === 'string' ? { name: entry } : (entry ?? {})) as {
    readonly name?: unknown;
    readonly config?: {
      readonly handlers?: object;
      readonly rolling?: unknown;
      readonly renew?: unknown;
      readonly contentSecurityPolicy?: unknown;
    };
  };
  if (typeof name !== 'string' || !name.startsWith('strapi::')) return false;
  if (name === 'strapi::responses') return Object.keys(config?.handlers ?? {}).length === 0;
  // Such sessions are written anew with every answer.
  if (name === 'strapi::session') return !config?.rolling && !config?.renew;
  // Headers that are made for each request cannot be kept.
  if (name === 'strapi::security') return !holdsFunction(config);
  return true;
};

export const holdsFunction = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsFunction));

/**
 * Watches who adds to Strapi from now on. What was added before runs around the lane, or belongs to Strapi.
 * The answer may become true while the app starts, and is final once it serves.
 */
export const watchForeign = (strapi: Core.Strapi): Foreign => {
  const found = { middlewares: false, documents: false, strategies: false };
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

  const initMiddlewares = strapi.server.initMiddlewares.bind(strapi.server);
  /** Strapi adds what is configured itself: whose it is, the configuration tells. */
  strapi.server.initMiddlewares = async () => {
    const configured = strapi.config.get<unknown>('middlewares');
    if (Array.isArray(configured) && !configured.every(isConfiguredByStrapi)) found.middlewares = true;
    return initMiddlewares();
  };
  // Either way in: Strapi's server hands on to Koa what it is given.
  watch('middlewares', strapi.server, 'use');
  watch('middlewares', strapi.server.app, 'use');
  watch('middlewares', strapi.server.api('content-api'), 'use');
  watch('documents', strapi.documents, 'use');
  watch('strategies', strapi.get('auth') as object, 'register', ([type]) => type === 'content-api');
  return found;
};
