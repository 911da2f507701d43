import { describe, expect, it } from 'vitest';

import { CONTEXT_WORDS, matches } from '../../../plugin/src';
import { contextOf, type Beside } from './context';
import { readTold } from './told';

const header = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const NOW = Date.UTC(2026, 2, 2, 17, 5);
const NOBODY: Beside = { agreed: [] };

describe('contextOf', () => {
  it('says what the website told, as conditions ask for it', () => {
    const given = {
      url: 'https://shop.example/a?utm_source=mail',
      referrer: 'https://search.example/',
      locale: 'de-AT',
      timezone: 'Europe/Vienna',
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
      ip: '203.0.113.7',
      landing: { url: 'https://shop.example/sale?utm_campaign=spring', referrer: 'https://news.example/' },
    };
    const geo = { country: 'AT', latitude: 48.21, longitude: 16.37 };
    const context = contextOf(readTold(header(given)), { geo, agreed: ['analytics'] }, NOW);
    expect(context).toEqual({
      url: 'https://shop.example/a?utm_source=mail',
      path: '/a',
      utm: { source: 'mail' },
      referrer: 'https://search.example/',
      landing: {
        url: 'https://shop.example/sale?utm_campaign=spring',
        path: '/sale',
        utm: { campaign: 'spring' },
        referrer: 'https://news.example/',
      },
      language: 'de-AT',
      device: 'mobile',
      browser: 'Safari',
      os: 'iOS',
      timezone: 'Europe/Vienna',
      localTime: '18:05',
      weekday: 'monday',
      geo,
      consent: ['analytics'],
    });
  });

  it('has a value for every word that the builder offers', () => {
    const page = 'https://shop.example/a?utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e';
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0';
    const told = {
      ...{ url: page, referrer: page, landing: { url: page, referrer: page } },
      ...{ userAgent, locale: 'de', timezone: 'UTC' },
    };
    const geo = { country: 'AT', region: '9', city: 'Vienna', latitude: 48.21, longitude: 16.37 };
    const context = contextOf(told, { geo, agreed: ['marketing'] }, NOW);
    for (const { name } of CONTEXT_WORDS)
      expect(matches({ [name]: { $exists: true } }, context), name).toBe(true);
    expect(matches({ consent: { $in: ['marketing'] } }, context)).toBe(true);
    expect(matches({ consent: { $in: ['analytics'] } }, context)).toBe(false);
  });

  it('tells the time where the visitor is, as well as anybody knows', () => {
    const timeOf = (told: string | undefined, timezone: string | null, place?: string) =>
      contextOf({ timezone: told }, { timezone, geo: { timezone: place }, agreed: [] }, NOW).localTime;
    expect(timeOf('Asia/Tokyo', 'Europe/Vienna', 'America/New_York')).toBe('02:05');
    expect(timeOf(undefined, 'Europe/Vienna', 'America/New_York')).toBe('18:05');
    expect(timeOf('Mars/Olympus', null, 'America/New_York')).toBe('12:05');
    expect(timeOf(undefined, null)).toBeUndefined();
  });

  it.each([
    '',
    'not base64url JSON',
    header('text'),
    header({ url: 7, consent: ['marketing'], landing: 'x' }),
    'A'.repeat(9_000),
  ])('makes nothing of %j', (value) => {
    expect(contextOf({ ...readTold(value), consent: undefined }, NOBODY, NOW)).toEqual({ consent: [] });
  });

  it('reads answers to the purposes there are', () => {
    const consent = { analytics: true, marketing: false, personalisation: 'yes', spying: true };
    expect(readTold(header({ consent })).consent).toEqual({ analytics: true, marketing: false });
  });
});
