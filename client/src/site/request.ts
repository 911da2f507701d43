import type { Purpose } from '../../../plugin/src/privacy/purpose';

/** What the helper reads of a request: node:http's and Express's fit as they are. */
export interface SiteRequest {
  readonly url?: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly socket?: { readonly remoteAddress?: string; readonly encrypted?: boolean };
}

/** What the site knows of a visitor's request, as `Attune-Context` carries it. */
export interface RequestContext {
  readonly url?: string;
  readonly referrer?: string;
  readonly ip?: string;
  readonly userAgent?: string;
  readonly locale?: string;
  readonly timezone?: string;
  /** The first page of this visit, and what led to it. */
  readonly landing?: { readonly url: string; readonly referrer?: string };
  /** What the visitor has answered so far, by purpose; what was recorded by then need not be told. */
  readonly consent?: Readonly<Partial<Record<Purpose, boolean>>>;
}

/** What a browser says of itself to everybody. */
export const SIGNALS = ['sec-gpc', 'dnt'];

/** The first value of a header. */
export const headerOf = ({ headers }: SiteRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
};

export const isSecure = (req: SiteRequest, trustProxy: boolean): boolean =>
  (trustProxy && headerOf(req, 'x-forwarded-proto') === 'https') || req.socket?.encrypted === true;

const ipOf = (req: SiteRequest, trustProxy: boolean): string | undefined => {
  const forwarded = trustProxy ? headerOf(req, 'x-forwarded-for')?.split(',')[0]?.trim() : undefined;
  return forwarded || req.socket?.remoteAddress;
};

/** Forwarded headers are believed only behind a proxy of one's own: anybody else may write them. */
export const contextOf = (req: SiteRequest, trustProxy: boolean): RequestContext => {
  const host = (trustProxy && headerOf(req, 'x-forwarded-host')) || headerOf(req, 'host');
  const scheme = isSecure(req, trustProxy) ? 'https' : 'http';
  return {
    url: host && req.url ? `${scheme}://${host}${req.url}` : undefined,
    referrer: headerOf(req, 'referer'),
    ip: ipOf(req, trustProxy),
    userAgent: headerOf(req, 'user-agent'),
    locale: headerOf(req, 'accept-language')?.split(/[,;]/)[0]?.trim() || undefined,
  };
};
