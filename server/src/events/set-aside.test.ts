import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { QUARANTINE_LIMITS } from './quarantine-store';
import { createSetAside } from './set-aside';

const aside = createSetAside({ newId: () => 'q', hashEmail: (email) => `hash of ${email}` });
const fault = { code: 'required', path: 'event', message: 'A track call names its event.' } as const;
const keep = (body: unknown) => aside(body, fault, { keyId: 'k', receivedAt: 1, historical: false });

describe('an event set aside', () => {
  it('is kept as it was sent, without address, key and proof', () => {
    const body = {
      type: 'track',
      anonymousId: 7,
      ip: '203.0.113.9',
      writeKey: 'key',
      traits: { email: ' Ada@Example.com' },
      context: { ip: '203.0.113.9', attune: { signature: 'f' }, locale: 'de' },
    };
    expect(keep(body)).toEqual({
      id: 'q',
      receivedAt: 1,
      ...fault,
      body: '{"type":"track","anonymousId":7,"traits":{"email":" Ada@Example.com"},"context":{"locale":"de"}}',
      keyId: 'k',
      historical: false,
      anonymousId: '7',
      userId: null,
      emailHash: 'hash of ada@example.com',
    });
  });

  it('has at most 8 KB, and no half character at its end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'ü', '€', '😀', '\u0001'),
        fc.integer({ min: 2_000, max: 9_000 }),
        (character, count) => {
          const whole = JSON.stringify({ note: character.repeat(count) });
          const { body } = keep({ note: character.repeat(count) });
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(QUARANTINE_LIMITS.bodyBytes);
          expect(Buffer.byteLength(body)).toBeGreaterThan(
            Math.min(Buffer.byteLength(whole), QUARANTINE_LIMITS.bodyBytes) - 4,
          );
          expect(whole.startsWith(body)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps ids short, and takes what is no object for what it is', () => {
    expect(keep({ anonymousId: 'x'.repeat(1_000) }).anonymousId).toHaveLength(256);
    expect(keep('text').body).toBe('"text"');
    expect(keep(undefined).body).toBe('null');
  });
});
