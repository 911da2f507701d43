import { readCookie } from './cookies';
import { headerOf, type RequestContext, type SiteRequest } from './request';

/** The first page of the visit that goes on, and what led to it. */
export interface Landing {
  readonly url: string;
  readonly referrer?: string;
}

export const LANDING_COOKIE = 'attune_session';
/** So long without a page ends a visit. */
export const IDLE_S = 30 * 60;

const LONGEST = 900;

const parsed = (url: string | undefined): URL | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url) : undefined;

const campaignOf = ({ searchParams }: URL): string =>
  [...searchParams]
    .filter(([name]) => name.startsWith('utm_'))
    .map((pair) => pair.join('='))
    .sort()
    .join('&');

/** Page and campaign alone: what else stands in an address may be a secret. */
const bare = (url: URL): string => {
  const kept = new URL(url.pathname, url.origin);
  for (const [name, value] of url.searchParams) {
    if (name.startsWith('utm_')) kept.searchParams.append(name, value);
  }
  return kept.href.length <= LONGEST ? kept.href : kept.origin;
};

const remembered = (req: SiteRequest): Landing | undefined => {
  const [url, referrer] = readCookie(headerOf(req, 'cookie'), LANDING_COOKIE)?.split(' ') ?? [];
  const landing = parsed(url);
  if (!landing) return undefined;
  const from = parsed(referrer);
  return { url: bare(landing), ...(from ? { referrer: bare(from) } : {}) };
};

/** The first page of this visit: the remembered one, or this one where a visit or another campaign begins. */
export const landingOf = (req: SiteRequest, { url, referrer }: RequestContext): Landing | undefined => {
  const known = remembered(req);
  const here = parsed(url);
  if (!here) return known;
  const campaign = campaignOf(here);
  if (known && (campaign === '' || campaign === campaignOf(new URL(known.url)))) return known;
  const from = parsed(referrer);
  return { url: bare(here), ...(from ? { referrer: bare(from) } : {}) };
};

/** What the cookie holds: two addresses, in which no space can stand. */
export const landingText = ({ url, referrer }: Landing): string => (referrer ? `${url} ${referrer}` : url);
