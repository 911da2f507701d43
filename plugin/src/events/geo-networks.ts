/** The names under which one network says where a visitor is, the better first. */
export interface Network {
  readonly country: readonly string[];
  readonly region?: readonly string[];
  readonly city?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  /** Both in one: `48.21,16.37`. */
  readonly latLong?: string;
  readonly timezone?: string;
}

const CLOUDFLARE: Network = {
  country: ['cf-ipcountry'],
  region: ['cf-region-code', 'cf-region'],
  city: 'cf-ipcity',
  latitude: 'cf-iplatitude',
  longitude: 'cf-iplongitude',
  timezone: 'cf-timezone',
};

const VERCEL: Network = {
  country: ['x-vercel-ip-country'],
  region: ['x-vercel-ip-country-region'],
  city: 'x-vercel-ip-city',
  latitude: 'x-vercel-ip-latitude',
  longitude: 'x-vercel-ip-longitude',
  timezone: 'x-vercel-ip-timezone',
};

const CLOUDFRONT: Network = {
  country: ['cloudfront-viewer-country'],
  region: ['cloudfront-viewer-country-region'],
  city: 'cloudfront-viewer-city',
  latitude: 'cloudfront-viewer-latitude',
  longitude: 'cloudfront-viewer-longitude',
  timezone: 'cloudfront-viewer-time-zone',
};

/** Fastly's own setting writes country, region and city; the coordinates are what its users' VCL calls them. */
const FASTLY: Network = {
  country: ['fastly-geo-country', 'fastly-geo-country-code'],
  region: ['fastly-geo-region'],
  city: 'fastly-geo-city',
  latitude: 'fastly-geo-latitude',
  longitude: 'fastly-geo-longitude',
};

const NETLIFY: Network = { country: ['x-country'] };

const APP_ENGINE: Network = {
  country: ['x-appengine-country'],
  region: ['x-appengine-region'],
  city: 'x-appengine-city',
  latLong: 'x-appengine-citylatlong',
};

export const NETWORKS: readonly Network[] = [CLOUDFLARE, VERCEL, CLOUDFRONT, FASTLY, NETLIFY, APP_ENGINE];

/** All of their headers, for a website's server to pass on. */
export const GEO_HEADERS: readonly string[] = NETWORKS.flatMap((network) => Object.values(network).flat());
