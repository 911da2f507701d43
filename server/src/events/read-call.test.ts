import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../../plugin/src';
import { createReadCall } from './read-call';

const readCall = createReadCall({
  limits: { eventBytes: 32 * 1024, batchEvents: 10 },
  newId: () => 'made',
  readUserAgent: () => ({}),
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
