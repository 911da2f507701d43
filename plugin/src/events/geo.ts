import { coarsePlace, degrees } from './coarse-place';
import { NETWORKS, type Network } from './geo-networks';

/** Where a visitor is, as far as the network in front or a database of addresses says. */
export interface Geo {
  /** ISO 3166-1, as `AT`. */
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  /** Degrees, coarse: see `coarsePlace`. */
  readonly latitude?: number;
  readonly longitude?: number;
  /** An IANA zone. */
  readonly timezone?: string;
}

type Header = (name: string) => string | undefined;

/** Cloudflare's and App Engine's words for "nobody knows" and "through Tor". */
const UNKNOWN = new Set(['XX', 'ZZ', 'T1', '?']);
const LONGEST = 80;

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const word = (header: Header, names: readonly (string | undefined)[]): string | undefined => {
  for (const name of names) {
    const value = name && header(name);
    if (value && value.length <= LONGEST && !UNKNOWN.has(value)) return decoded(value);
  }
  return undefined;
};

const coordinates = (network: Network, header: Header) => {
  const [latitude, longitude] = network.latLong
    ? (header(network.latLong)?.split(',') ?? [])
    : [network.latitude, network.longitude].map((name) => (name ? header(name) : undefined));
  return coarsePlace(degrees(latitude), degrees(longitude));
};

/** Whether a network said anything of where: most requests came through none of them. */
const says = ({ country, latitude, latLong }: Network, header: Header): boolean => {
  for (const name of country) if (header(name) !== undefined) return true;
  const place = latLong ?? latitude;
  return place !== undefined && header(place) !== undefined;
};

/** Without what is not known. */
const placeIn = (network: Network, header: Header): Geo => {
  const country = word(header, network.country);
  const region = word(header, network.region ?? []);
  const city = word(header, [network.city]);
  const timezone = word(header, [network.timezone]);
  return {
    ...(country ? { country } : {}),
    ...(region ? { region } : {}),
    ...(city ? { city } : {}),
    ...coordinates(network, header),
    ...(timezone ? { timezone } : {}),
  };
};

/**
 * The place, looked up by the network in front. Everything is taken from one network: behind Cloudflare only a visitor
 * could have written Vercel's headers. Undefined when none says.
 */
export const geoOf = (header: Header): Geo | undefined => {
  for (const network of NETWORKS) {
    if (!says(network, header)) continue;
    const place = placeIn(network, header);
    if (place.country !== undefined || place.latitude !== undefined) return place;
  }
  return undefined;
};
