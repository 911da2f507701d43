import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../../plugin/src';
import { createReadCall } from './read-call';

const readCall = createReadCall({
  limits: { eventBytes: 32 * 1024, batchEvents: 10 },
  newId: () => 'made',
  readUserAgent: () => ({}),
  locate: (ip) => (ip === '203.0.113.9' ? { country: 'AT' } : undefined),
});
const call = (kind: 'browser' | 'server') =>
  ({
    kind: 'track',
    key: { id: 'k', kind, secret: 's' },
    receivedAt: 1_800_000_000_000,
    request: {},
  }) as const;
const accepted = (fields: JsonObject, kind: 'browser' | 'server' = 'browser') =>
  readCall({ event: 'X', anonymousId: 'a', ...fields }, call(kind)).accepted[0]?.event;

describe('readCall', () => {
  it('leaves out of the context what no column could hold', () => {
    const fit = accepted({ context: { timezone: 'Europe/Vienna', locale: 'de-AT' } });
    expect(fit).toMatchObject({ timezone: 'Europe/Vienna', locale: 'de-AT' });
    const unfit = accepted({ context: { timezone: 'Europe\0', locale: 'de\ud800' } });
    expect(unfit).toMatchObject({ timezone: undefined, locale: undefined });
  });

  it('looks up the address that a server names, keeps the place and drops the address', () => {
    const context = { ip: '203.0.113.9', page: {} };
    expect(accepted({ context }, 'server')?.event.context).toEqual({ geo: { country: 'AT' }, page: {} });
    expect(accepted({ context: { ...context, geo: { country: 'DE' } } }, 'server')?.event.context).toEqual({
      geo: { country: 'DE' },
      page: {},
    });
    expect(accepted({ context })?.event.context).toEqual({ page: {} });
  });

  it('keeps no coordinates that tell a house', () => {
    const exact = { latitude: 48.208493, longitude: 16.372083 };
    expect(accepted({ context: { geo: exact, location: exact } })?.event.context).toEqual({
      geo: { latitude: 48.21, longitude: 16.37 },
      location: { latitude: 48.21, longitude: 16.37 },
    });
  });

  it.each([
    ['Ada@Example.com ', 'ada@example.com'],
    ['ada@example.com\r\nBcc: eve@example.com', undefined],
    ['ada\0@example.com', undefined],
    ['ada\udc00@example.com', undefined],
    ['nobody', undefined],
  ])('reads the address %j as %j', (email, read) => {
    expect(accepted({ context: { traits: { email } } })?.who.email).toBe(read);
  });
});
