/** Where a visitor is, as far as the network in front says. */
export interface Geo {
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
}

type Header = (name: string) => string | undefined;

/** The headers in which Cloudflare, Vercel, CloudFront, Fastly, Netlify and App Engine name the visitor's place. */
const HEADERS: Readonly<Record<keyof Geo, readonly string[]>> = {
  country: [
    'cf-ipcountry',
    'x-vercel-ip-country',
    'cloudfront-viewer-country',
    'fastly-geo-country-code',
    'x-country',
    'x-appengine-country',
  ],
  region: ['cf-region', 'x-vercel-ip-country-region', 'cloudfront-viewer-country-region'],
  city: ['cf-ipcity', 'x-vercel-ip-city', 'cloudfront-viewer-city', 'x-appengine-city'],
};

/** All of them, for a website's server to pass on. */
export const GEO_HEADERS: readonly string[] = Object.values(HEADERS).flat();

/** Cloudflare's and App Engine's words for "nobody knows" and "through Tor". */
const UNKNOWN = new Set(['XX', 'ZZ', 'T1']);
const LONGEST = 80;

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const first = (names: readonly string[], header: Header): string | undefined => {
  for (const name of names) {
    const value = header(name);
    if (value && value.length <= LONGEST && !UNKNOWN.has(value)) return decoded(value);
  }
  return undefined;
};

/** The place, looked up by the network in front; the address itself is never looked at. Undefined when none says. */
export const geoOf = (header: Header): Geo | undefined => {
  const country = first(HEADERS.country, header);
  if (!country) return undefined;
  const region = first(HEADERS.region, header);
  const city = first(HEADERS.city, header);
  return { country, ...(region ? { region } : {}), ...(city ? { city } : {}) };
};
