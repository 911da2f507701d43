import type { AddressInfo } from 'node:net';

import type { Rim } from '../../strapi/rim';

export interface Addresses {
  /** This Strapi as the outside reaches it, without a slash at the end. */
  server(): string;
  /** Where the public endpoints are. */
  readonly endpoints: () => string;
  /** The website. */
  readonly site: string;
  readonly siteName: string;
  readonly from: string;
}

const bare = (url: string): string => url.replace(/\/+$/, '');

const DISPLAY_NAME = /^\s*"?([^"<]+?)"?\s*</;

/** Whatever is not configured follows from what is: a mail's links must lead somewhere in every setting. */
export const createAddresses = ({ strapi, config }: Rim): Addresses => {
  const configured = [config.email.trackingDomain, strapi.config.get<string>('server.url', '')].find(
    (url) => url !== undefined && /^https?:\/\//.test(url),
  );
  const server = (): string => {
    if (configured) return bare(configured);
    const address = strapi.server.httpServer.address() as AddressInfo | string | null;
    const port =
      typeof address === 'object' && address ? address.port : strapi.config.get('server.port', 1337);
    return `http://localhost:${port}`;
  };
  const site = bare(config.email.siteUrl ?? server());
  const from = config.email.from ?? `no-reply@${new URL(site).hostname}`;
  return {
    server,
    endpoints: () => `${server()}${strapi.config.get<string>('api.rest.prefix', '/api')}/attune`,
    site,
    siteName: DISPLAY_NAME.exec(from)?.[1] ?? new URL(site).host,
    from,
  };
};
