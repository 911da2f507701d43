import type { SiteRequest } from './request';

/** A request of the Web's standard, as edges and Next.js hand it over, in the form that the helper reads. */
export const webRequest = ({ url, headers }: Pick<Request, 'url' | 'headers'>): SiteRequest => {
  const { pathname, search, protocol, host } = new URL(url);
  return {
    url: `${pathname}${search}`,
    headers: { host, ...Object.fromEntries(headers) },
    socket: { encrypted: protocol === 'https:' },
  };
};
