import { factories } from '@strapi/strapi';
import type { Core, UID } from '@strapi/strapi';

import type { LaneReason } from '../../../../../plugin/src';
import type { Foreign } from './foreign';

/** How a route is answered, and why not faster. */
export interface Standing {
  readonly lane: 'early' | 'behind' | 'none';
  readonly why: readonly LaneReason[];
  /** Whether middlewares of its own see the answer before it leaves. */
  readonly watched: boolean;
}

/** What Strapi keeps of a route. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handler?: unknown;
  readonly info?: { readonly apiName?: string; readonly pluginName?: string; readonly type?: string };
  readonly config?: {
    readonly auth?: false | { readonly strategies?: unknown };
    readonly policies?: readonly unknown[];
    readonly middlewares?: readonly unknown[];
  };
}

/** `api::page.page` and `find` of the handler `page.find` or `api::page.page.find`. */
export const targetOf = ({ handler, info }: Route): { uid: string; action: string } | undefined => {
  if (typeof handler !== 'string') return undefined;
  const at = handler.lastIndexOf('.');
  const controller = handler.slice(0, at);
  const { apiName, pluginName } = info ?? {};
  const uid = controller.includes('::')
    ? controller
    : pluginName
      ? `plugin::${pluginName}.${controller}`
      : `api::${apiName}.${controller}`;
  return { uid, action: handler.slice(at + 1) };
};

const READS = ['find', 'findOne'];
/** What Strapi's actions are made of: an app that has its own of one of these answers in its own way. */
const CONTROLLER = ['validateQuery', 'sanitizeQuery', 'sanitizeOutput', 'transformResponse'];
const SERVICE = ['find', 'findOne', 'getFetchParams', 'getDocumentId'];

type Methods = Readonly<Record<string, unknown>>;

const ownNames = (object: object, names: readonly string[]): boolean =>
  names.some((name) => Object.hasOwn(object, name));

/** The text of a function: the plugin may have been given another copy of Strapi's factories than the app. */
const sameText = (one: unknown, other: unknown): boolean =>
  typeof one === 'function' && typeof other === 'function' && String(one) === String(other);

/** Whether the action is Strapi's own, as the controller was when asked first. */
export const isCoreAction = (
  strapi: Core.Strapi,
  uid: string,
  controller: Methods,
  action: string,
): boolean => {
  if (!READS.includes(action) || ownNames(controller, CONTROLLER)) return false;
  const base = Object.getPrototypeOf(controller) as Methods | null;
  const reference = factories.createCoreController(uid as UID.ContentType)({ strapi }) as Methods;
  return (
    base !== null && controller[action] === base[action] && sameText(controller[action], reference[action])
  );
};

export const isCoreService = (strapi: Core.Strapi, uid: string): boolean => {
  const service = strapi.service(uid as UID.Service) as Methods | undefined;
  if (!service || ownNames(service, SERVICE)) return false;
  const reference = factories.createCoreService(uid as UID.ContentType)({ strapi }) as unknown as Methods;
  return READS.every((name) => service[name] === undefined || sameText(service[name], reference[name]));
};

interface Needs {
  readonly strapi: Core.Strapi;
  readonly foreign: Foreign;
  /** Content types that the owner has named, whatever stands in their way. */
  readonly named: ReadonlySet<string>;
  /** Whether the action is Strapi's own still. */
  isOwn(uid: string, action: string): boolean;
  isPrivateUpload(): boolean;
}

/** Says of each route whether its answers may be kept. Asked of a running Strapi, it never changes. */
export const createRoutes = ({ strapi, foreign, named, isOwn, isPrivateUpload }: Needs) => {
  const known = new Map<string, Standing>();

  const judge = (route: Route): Standing => {
    const target = targetOf(route);
    const { auth, policies = [], middlewares = [] } = route.config ?? {};
    const watched = middlewares.length > 0 || foreign.middlewares;
    const none = (...why: LaneReason[]): Standing => ({ lane: 'none', why, watched });
    if (route.method !== 'GET') return none('writes');
    if (!target || !READS.includes(target.action) || !strapi.getModel(target.uid as UID.Schema))
      return none('own-action');
    if (named.has(target.uid)) return { lane: 'early', why: ['named'], watched };
    if (!isOwn(target.uid, target.action)) return none('own-action');
    if (!isCoreService(strapi, target.uid)) return none('own-service');
    if (auth === false) return none('open');
    if (auth?.strategies !== undefined || foreign.strategies) return none('own-auth');
    if (foreign.documents) return none('own-documents');
    if (isPrivateUpload()) return none('private-uploads');
    const why: LaneReason[] = [];
    if (policies.length > 0) why.push('policies');
    if (middlewares.length > 0) why.push('route-middlewares');
    if (foreign.middlewares) why.push('middlewares');
    return { lane: why.length > 0 ? 'behind' : 'early', why, watched };
  };

  return {
    of(route: Route): Standing {
      const name = `${route.method} ${route.path} ${String(route.handler)}`;
      const before = known.get(name);
      if (before) return before;
      const standing = judge(route);
      known.set(name, standing);
      return standing;
    },
    /** Every route of the content API that reads. */
    all(): readonly (Standing & { readonly path: string; readonly handler: string })[] {
      const prefix = strapi.config.get<string>('api.rest.prefix', '/api');
      const routers = [
        ...Object.values(strapi.apis).flatMap(({ routes }) => Object.values(routes)),
        ...Object.values(strapi.plugins).flatMap(({ routes }) =>
          Array.isArray(routes) ? [] : Object.values(routes),
        ),
      ] as { type?: string; prefix?: string; routes?: Route[] }[];
      return routers
        .filter(({ type }) => type === 'content-api')
        .flatMap(({ routes = [], prefix: own = '' }) =>
          routes
            .filter(({ method, info }) => method === 'GET' && info?.pluginName !== 'attune')
            .map((route) => ({
              path: `${prefix}${own}${route.path}`,
              handler: String(route.handler),
              ...this.of(route),
            })),
        );
    },
  };
};

export type Routes = ReturnType<typeof createRoutes>;
