import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

import { Reader, type CityResponse } from 'mmdb-lib';

import { coarsePlace, type Geo } from '../../../plugin/src';
import type { Locate } from '../ports';

const MAJOR_VERSION = 2;
/** Between the tree and the data. */
const SEPARATOR_BYTES = 16;
const MAPPED = /^::ffff:(?=\d+\.)/i;

const fault = (path: string, why: string): Error =>
  new Error(`The attune plugin's configuration is not valid:\n  geo.database: ${path} ${why}`);

const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw fault(path, code === 'ENOENT' ? 'does not exist.' : `cannot be read (${code ?? 'unknown'}).`);
  }
};

/** Opened, and looked at closely enough to find a file that is something else or was cut off. */
const readerOf = (path: string): Reader<CityResponse> => {
  const bytes = bytesOf(path);
  try {
    const reader = new Reader<CityResponse>(bytes);
    const { binaryFormatMajorVersion, searchTreeSize } = reader.metadata;
    if (binaryFormatMajorVersion !== MAJOR_VERSION) throw new Error('another version of the format');
    if (!(searchTreeSize > 0 && searchTreeSize + SEPARATOR_BYTES < bytes.length)) throw new Error('cut off');
    reader.get('192.0.2.1');
    return reader;
  } catch {
    throw fault(path, 'is not a MaxMind database (.mmdb), or it is broken.');
  }
};

/** In the words that networks use: codes of country and region, the English name of the city. */
const geoIn = ({ country, registered_country, subdivisions, city, location }: CityResponse): Geo => {
  const code = (country ?? registered_country)?.iso_code;
  const region = subdivisions?.[0]?.iso_code;
  const name = city?.names.en;
  const timezone = location?.time_zone;
  return {
    ...(code ? { country: code } : {}),
    ...(region ? { region } : {}),
    ...(name ? { city: name } : {}),
    ...coarsePlace(location?.latitude, location?.longitude),
    ...(timezone ? { timezone } : {}),
  };
};

/**
 * Tells the place of an address from a file in MaxMind's DB format (https://maxmind.github.io/MaxMind-DB/), read into
 * memory once. Throws for a file that is missing or broken; keeps no address.
 */
export const readGeoDatabase = (path: string): Locate => {
  const reader = readerOf(path);
  return (ip) => {
    const address = ip?.replace(MAPPED, '') ?? '';
    if (isIP(address) === 0) return undefined;
    try {
      const found = reader.get(address);
      const geo = found ? geoIn(found) : {};
      return Object.keys(geo).length > 0 ? geo : undefined;
    } catch {
      // One bad entry in the file is somebody without a place, and no failed request.
      return undefined;
    }
  };
};
