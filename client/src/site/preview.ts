import type { SiteRequest } from './request';

/** What Strapi's Preview opens the page with; the panel beside the form puts it there. */
const PARAMETER = 'attune-preview';
/** As the editor chose it beside the form. */
export interface Previewed {
  readonly who: 'stranger' | 'segments' | 'person';
  /** Of the segments, or of the person, as far as they have one. */
  readonly names: readonly string[];
  readonly device?: 'desktop' | 'tablet' | 'mobile';
  /** Epoch milliseconds; undefined is now. */
  readonly at?: number;
  /** The editor's. */
  readonly timezone?: string;
}

const TOKEN = /^preview\.[\w-]{1,4000}$/;
/** Only its path and query are of interest. */
const ANYWHERE = 'http://site.invalid';

const addressOf = ({ url }: SiteRequest): URL | undefined =>
  url !== undefined && URL.canParse(url, ANYWHERE) ? new URL(url, ANYWHERE) : undefined;

/** The token of the preview that this page was opened in. */
export const previewIn = (req: SiteRequest): string | undefined => {
  const token = addressOf(req)?.searchParams.get(PARAMETER);
  return token && TOKEN.test(token) ? token : undefined;
};

/** The request as a visitor would make it: the token is nobody's business but the CMS's. */
export const withoutPreview = (req: SiteRequest): SiteRequest => {
  const address = addressOf(req);
  if (!address?.searchParams.has(PARAMETER)) return req;
  address.searchParams.delete(PARAMETER);
  return { headers: req.headers, socket: req.socket, url: `${address.pathname}${address.search}` };
};
