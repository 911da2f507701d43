import { describe, expect, it } from 'vitest';

import { contextOf } from './context';

const header = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const NOW = Date.UTC(2026, 2, 2, 17, 5);

describe('contextOf', () => {
  it('says what the website told, as conditions ask for it', () => {
    const given = {
      url: 'https://shop.example/a?utm_source=mail',
      locale: 'de-AT',
      timezone: 'Europe/Vienna',
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1',
      ip: '203.0.113.7',
    };
    const context = contextOf(header(given), NOW, { country: 'AT' });
    expect(context).toMatchObject({
      path: '/a',
      utm: { source: 'mail' },
      language: 'de-AT',
      device: 'mobile',
      localTime: '18:05',
      weekday: 'monday',
      geo: { country: 'AT' },
    });
    expect(JSON.stringify(context)).not.toContain('203.0.113.7');
  });

  it.each(['', 'not base64url JSON', header('text'), header({ url: 7 }), 'A'.repeat(9_000)])(
    'makes nothing of %j',
    (value) => {
      expect(contextOf(value, NOW)).toEqual({});
    },
  );
});
