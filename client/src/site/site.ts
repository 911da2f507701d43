import { GEO_HEADERS } from '../../../plugin/src/events/geo-networks';
import type { Purpose } from '../../../plugin/src/privacy/purpose';
import { basic, createCms, get, post } from './cms';
import type { CookieOptions } from './cookies';
import { askToDecide, type Decision } from './decide';
import { landingOf } from './landing';
import { previewIn, withoutPreview, type Previewed } from './preview';
import { contextOf, headerOf, SIGNALS, type RequestContext, type SiteRequest } from './request';
import { signUserId, signVisitorToken, type VisitorNames } from './sign';
import { createTelling, type Telling } from './tell';
import { visitorOf, type Visitor } from './visitor';

export interface SiteOptions {
  /** Where Strapi is reached from this server. */
  readonly cmsUrl: string;
  /** Where a cache stands in front of Strapi: pages whose choices may be shared are read there. */
  readonly cdnUrl?: string;
  /** Secret. What the site has proven goes under it, and it signs visitors. */
  readonly serverKey: string;
  /** What a device only says of itself goes under it: an address typed at checkout. */
  readonly browserKey?: string;
  /** Of the browser key: proves userIds that the browser script names. */
  readonly browserSecret?: string;
  /** Where the plugin is, should the REST prefix not be `/api`. */
  readonly path?: string;
  readonly cookie?: CookieOptions;
  /** True where answers carry `setCookies`: the first page of each visit is then known to conditions as `landing`. */
  readonly sessions?: boolean;
  /** True behind a proxy of your own that writes `X-Forwarded-*`. */
  readonly trustProxy?: boolean;
  /** A CMS that is silent for so long has failed. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
}

export interface FetchOptions extends RequestInit {
  readonly req?: SiteRequest;
  /** Without one the CMS answers with the stranger's page, which anybody's cache may keep. */
  readonly visitor?: VisitorNames;
  /** What the request itself does not tell, as the time zone and what was agreed to. */
  readonly context?: RequestContext;
  /** What `decide` has chosen for this page: with a token the visitor is not named, and caches may keep the answer. */
  readonly decision?: Pick<Decision, 'token'>;
}

export interface DecideOptions extends Pick<FetchOptions, 'req' | 'visitor' | 'context'> {
  /** Strapi's, by whose rights the pages are read; send it with `fetch` too. */
  readonly apiToken?: string;
}

export interface Site extends Telling {
  /** Names the visitor of this request. `userId` only where this site has proven it. */
  visitor(req: SiteRequest, known?: { readonly userId?: string }): Visitor;
  /**
   * The token of the preview that an editor has opened this page in. `fetch` then reads the page as whoever they look
   * as, and nothing is tracked; leave out the browser script too.
   */
  preview(req: SiteRequest): string | undefined;
  /** As whom, on what and when: for a line above the page. Undefined where there is no preview, or it is over. */
  previewed(req: SiteRequest): Promise<Previewed | undefined>;
  /** Valid for an hour: make one for each request. */
  signVisitor(names: VisitorNames): string;
  /** For the browser's identify call. Throws without `browserSecret`. */
  signUserId(userId: string): string;
  /** Reads content as this visitor is to see it; a matching `If-None-Match` is answered with 304. */
  fetch(path: string, options?: FetchOptions): Promise<Response>;
  /**
   * Chooses for this visitor on each of these pages, one answer for each in their order; see docs/concepts/decision.md.
   * In a preview nothing is chosen: `fetch` then reads the page as whoever is looked as.
   */
  decide(paths: readonly string[], options?: DecideOptions): Promise<readonly Decision[]>;
  /** The headers to pass on to the visitor, so that caches neither mix people up nor fetch in vain. */
  cachingHeaders(response: Response): Record<string, string>;
  consent(
    visitor: VisitorNames,
    decisions: Readonly<Partial<Record<Purpose, boolean>>>,
    asked: { readonly source: string; readonly wording?: string },
  ): Promise<boolean>;
  /**
   * What is in the cart behind the `restore` token of a mail's link; undefined where there is none any more. With the
   * visitor, an order on their device ends what that cart began.
   */
  cart(token: string, visitor?: VisitorNames): Promise<FoundCart | undefined>;
  /** What they have answered, wherever they were asked; purposes never asked about are missing. Undefined: no answer. */
  decisions(visitor: VisitorNames): Promise<Readonly<Partial<Record<Purpose, boolean>>> | undefined>;
}

/** A cart that a link of a mail leads to. */
export interface FoundCart {
  /** As the shop calls it: the order that follows must carry it as `cart_id`. */
  readonly id: string;
  readonly currency: string | null;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

interface Consented {
  readonly decisions: Readonly<Record<string, { readonly granted: boolean }>>;
}

const TOKEN_MS = 60 * 60 * 1000;
const TIMEOUT_MS = 5_000;
const PASSED_ON = ['cache-control', 'etag', 'vary', 'last-modified'];

const encoded = (context: RequestContext): string =>
  Buffer.from(JSON.stringify(context)).toString('base64url');

/** The helper of a website's own server; see docs/guides/website.md. */
export const createSite = (options: SiteOptions): Site => {
  const { serverKey, browserKey, browserSecret, cookie = {}, sessions = false, trustProxy = false } = options;
  const { path: base = '/api/attune', timeoutMs = TIMEOUT_MS } = options;
  const cmsUrl = options.cmsUrl.replace(/\/$/, '');
  const cdnUrl = (options.cdnUrl ?? options.cmsUrl).replace(/\/$/, '');
  const send = options.fetch ?? fetch;
  const now = options.now ?? (() => Date.now());
  const cms = createCms({ api: `${cmsUrl}${base}/v1`, send, timeoutMs });

  const signVisitor = (names: VisitorNames): string => signVisitorToken(serverKey, names, now() + TOKEN_MS);
  /** A device is named by its id alone; what the site vouches for needs its signature. */
  const named = (visitor: VisitorNames): string | undefined =>
    visitor.userId ? signVisitor(visitor) : visitor.anonymousId;

  /** What the site says of a visit: the request, the visit's first page, and what the site knows beside them. */
  const told = (req: SiteRequest | undefined, context: RequestContext | undefined): RequestContext => {
    const own = req ? contextOf(req, trustProxy) : {};
    return { ...own, landing: req && sessions ? landingOf(req, own) : undefined, ...context };
  };

  return {
    ...createTelling({ cms, serverKey, browserKey, trustProxy, now }),
    visitor: (req, { userId } = {}) => visitorOf(req, userId, { cookie, sessions, trustProxy }),
    preview: previewIn,
    async previewed(req) {
      const token = previewIn(req);
      if (token === undefined) return undefined;
      const headers = { authorization: basic(serverKey), 'attune-visitor': token };
      return (await get<{ readonly preview?: Previewed }>(cms, 'visitor', headers))?.preview;
    },
    signVisitor,
    signUserId(userId) {
      if (!browserSecret) throw new Error('createSite: signing a userId needs browserSecret.');
      return signUserId(browserSecret, userId);
    },
    async decide(paths, { req, visitor, context, apiToken } = {}) {
      const preview = req && previewIn(req) !== undefined;
      if (preview)
        return paths.map((url) => ({ url, token: null, reason: 'preview', expiresAt: null, exposures: [] }));
      const asked = { serverKey, urls: paths, visitor: visitor && named(visitor), req, apiToken };
      return askToDecide(cms, { ...asked, context: req || context ? told(req, context) : undefined });
    },
    fetch(path, { req: given, visitor, context, decision, ...init } = {}) {
      const headers = new Headers(init.headers);
      const preview = given && previewIn(given);
      const req = given && withoutPreview(given);
      if (decision?.token && !preview) {
        headers.set('attune-decision', decision.token);
        return send(`${cdnUrl}${path}`, { signal: AbortSignal.timeout(timeoutMs), ...init, headers });
      }
      const name = preview ?? (visitor && named(visitor));
      if (name) headers.set('attune-visitor', name);
      if (req) {
        headers.set('attune-context', encoded(told(req, context)));
        for (const signal of [...SIGNALS, ...GEO_HEADERS, 'if-none-match']) {
          const value = headerOf(req, signal);
          if (value && !headers.has(signal)) headers.set(signal, value);
        }
        // Else Node's fetch adds `no-cache` to every If-None-Match, and nobody answers 304 any more.
        if (headers.has('if-none-match')) headers.set('cache-control', 'max-age=0');
      }
      return send(`${cmsUrl}${path}`, { signal: AbortSignal.timeout(timeoutMs), ...init, headers });
    },
    cachingHeaders(response) {
      const passed: Record<string, string> = {};
      for (const name of PASSED_ON) {
        const value = response.headers.get(name);
        if (value) passed[name] = value;
      }
      return { 'cache-control': 'private, no-cache', ...passed };
    },
    consent: (visitor, decisions, { source, wording }) =>
      post(cms, 'consent', serverKey, { visitor: signVisitor(visitor), decisions, source, wording }),
    cart: (token, visitor) =>
      get<FoundCart>(
        cms,
        `carts/${encodeURIComponent(token)}`,
        visitor?.anonymousId === undefined ? {} : { 'attune-visitor': visitor.anonymousId },
      ),
    async decisions(visitor) {
      const found = await get<Consented>(cms, `consent?visitor=${encodeURIComponent(signVisitor(visitor))}`);
      return (
        found &&
        Object.fromEntries(
          Object.entries(found.decisions).map(([purpose, { granted }]) => [purpose, granted]),
        )
      );
    },
  };
};
