import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { mmdb, VIENNA } from '../../../tests/support/mmdb';
import { readGeoDatabase } from './geo-database';

describe('readGeoDatabase', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-mmdb-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes: Buffer | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const database = mmdb({
    '203.0.113.0/24': VIENNA,
    '198.51.100.0/25': { registered_country: { iso_code: 'US' }, location: { latitude: 0, longitude: 0 } },
    '198.51.100.128/25': { continent: { code: 'NA' } },
  });
  const locate = readGeoDatabase(file('city.mmdb', database));

  it('tells the place of an address, a kilometre coarse', () => {
    const vienna = {
      country: 'AT',
      region: '9',
      city: 'Vienna',
      latitude: 48.21,
      longitude: 16.37,
      timezone: 'Europe/Vienna',
    };
    expect(locate('203.0.113.7')).toEqual(vienna);
    expect(locate('::ffff:203.0.113.7')).toEqual(vienna);
    expect(locate('198.51.100.1')).toEqual({ country: 'US' });
  });

  it.each(['198.51.100.200', '127.0.0.1', '10.0.0.1', '::1', '2001:db8::1', 'unknown', '203.0.113.7:80', ''])(
    'knows no place of %j',
    (ip) => {
      expect(locate(ip)).toBeUndefined();
    },
  );

  it('refuses what is missing, something else or cut off, with the path', () => {
    const path = (bytes: Buffer | string) => file('broken.mmdb', bytes);
    expect(() => readGeoDatabase(join(folder, 'none.mmdb'))).toThrow(
      /geo\.database: .*none\.mmdb does not exist/,
    );
    expect(() => readGeoDatabase(folder)).toThrow(/geo\.database: .* cannot be read \(EISDIR\)/);
    for (const bytes of ['', 'not a database', database.subarray(0, 400), database.subarray(300)]) {
      expect(() => readGeoDatabase(path(bytes))).toThrow(
        /geo\.database: .*broken\.mmdb is not a MaxMind database/,
      );
    }
  });

  it('has no place for somebody whose entry is broken', () => {
    const text = 'city names that go on and on';
    const bad = mmdb({ '203.0.113.0/24': { city: { names: { en: text } } } });
    // The text becomes an extended type that does not exist.
    bad[bad.indexOf(text) - 1] = 0;
    bad[bad.indexOf(text)] = 200;
    expect(readGeoDatabase(file('bad.mmdb', bad))('203.0.113.7')).toBeUndefined();
  });
});
