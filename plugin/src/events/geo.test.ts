import { describe, expect, it } from 'vitest';

import { coarsened } from './coarse-place';
import { geoOf } from './geo';
import { GEO_HEADERS } from './geo-networks';

const from = (headers: Record<string, string>) => geoOf((name) => headers[name]);

describe('geoOf', () => {
  it.each<[string, Record<string, string>]>([
    [
      'Cloudflare',
      {
        'cf-ipcountry': 'AT',
        'cf-region': 'Vienna',
        'cf-region-code': '9',
        'cf-ipcity': 'Vienna',
        'cf-iplatitude': '48.20849',
        'cf-iplongitude': '16.37208',
        'cf-timezone': 'Europe/Vienna',
      },
    ],
    [
      'Vercel',
      {
        'x-vercel-ip-country': 'AT',
        'x-vercel-ip-country-region': '9',
        'x-vercel-ip-city': 'Vienna',
        'x-vercel-ip-latitude': '48.2085',
        'x-vercel-ip-longitude': '16.3721',
        'x-vercel-ip-timezone': 'Europe/Vienna',
      },
    ],
    [
      'CloudFront',
      {
        'cloudfront-viewer-country': 'AT',
        'cloudfront-viewer-country-region': '9',
        'cloudfront-viewer-city': 'Vienna',
        'cloudfront-viewer-latitude': '48.20850',
        'cloudfront-viewer-longitude': '16.37210',
        'cloudfront-viewer-time-zone': 'Europe/Vienna',
      },
    ],
  ])('reads the headers of %s', (_network, headers) => {
    expect(from(headers)).toEqual({
      country: 'AT',
      region: '9',
      city: 'Vienna',
      latitude: 48.21,
      longitude: 16.37,
      timezone: 'Europe/Vienna',
    });
    for (const name of Object.keys(headers)) expect(GEO_HEADERS).toContain(name);
  });

  it('reads both numbers of App Engine, whose zeros and question marks say nothing', () => {
    expect(
      from({ 'x-appengine-country': 'US', 'x-appengine-citylatlong': '37.386051,-122.083851' }),
    ).toMatchObject({ country: 'US', latitude: 37.39, longitude: -122.08 });
    expect(
      from({
        'x-appengine-country': 'US',
        'x-appengine-city': '?',
        'x-appengine-citylatlong': '0.000000,0.000000',
      }),
    ).toEqual({ country: 'US' });
  });

  it.each([
    ['91', '16'],
    ['48', '180.5'],
    ['NaN', '16'],
    ['1e1', '16'],
    ['48.2; drop', '16'],
    ['', ''],
    ['48', ''],
  ])('makes nothing of the coordinates %j, %j', (latitude, longitude) => {
    const headers = { 'cf-ipcountry': 'AT', 'cf-iplatitude': latitude, 'cf-iplongitude': longitude };
    expect(from(headers)).toEqual({ country: 'AT' });
  });

  it('believes one network: what the others are said to have written, a visitor may have', () => {
    const headers = {
      'cf-ipcountry': 'AT',
      'x-vercel-ip-country': 'US',
      'x-vercel-ip-latitude': '1',
      'x-vercel-ip-longitude': '1',
    };
    expect(from(headers)).toEqual({ country: 'AT' });
  });

  it('says nothing where nobody says', () => {
    expect(from({})).toBeUndefined();
    expect(from({ 'cf-ipcountry': 'XX' })).toBeUndefined();
    expect(from({ 'cf-ipcountry': 'A'.repeat(81) })).toBeUndefined();
  });
});

describe('coarsened', () => {
  it('leaves a client’s own place no finer than ours', () => {
    expect(coarsened({ city: 'Vienna', latitude: 48.208493, longitude: '16.372083' })).toEqual({
      city: 'Vienna',
      latitude: 48.21,
      longitude: 16.37,
    });
    expect(coarsened({ city: 'Vienna', latitude: 'x', longitude: 16 })).toEqual({ city: 'Vienna' });
    expect(coarsened({ city: 'Vienna' })).toEqual({ city: 'Vienna' });
    expect(coarsened('Vienna')).toBe('Vienna');
  });
});
