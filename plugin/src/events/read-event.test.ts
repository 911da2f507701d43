import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EVENT_LIMITS } from './limits';
import { parseTime } from './event-time';
import { readEvent, type Reading } from './read-event';

const RECEIVED = Date.UTC(2026, 5, 1, 12);
const reading = (more: Partial<Reading> = {}): Reading => ({
  receivedAt: RECEIVED,
  historical: false,
  bytes: 32 * 1024,
  newId: () => 'made',
  ...more,
});
const read = (fields: object, more: Partial<Reading> = {}) =>
  readEvent({ type: 'track', event: 'X', anonymousId: 'a', ...fields }, reading(more));
const value = (fields: object, more: Partial<Reading> = {}) => {
  const result = read(fields, more);
  if ('fault' in result) throw new Error(`${result.fault.path}: ${result.fault.message}`);
  return result.value;
};
const fault = (fields: object, more: Partial<Reading> = {}) => {
  const result = read(fields, more);
  return 'fault' in result ? `${result.fault.code} ${result.fault.path}`.trim() : 'none';
};

describe('readEvent', () => {
  it('reads what Segment’s specification names', () => {
    expect(value({ properties: { a: 1 }, userId: 7, messageId: 'm' })).toEqual({
      messageId: 'm',
      type: 'track',
      name: 'X',
      at: RECEIVED,
      receivedAt: RECEIVED,
      anonymousId: 'a',
      userId: '7',
      previousId: undefined,
      properties: { a: 1 },
      context: {},
    });
    expect(value({ type: 'identify', traits: { plan: 'pro' } })).toMatchObject({
      name: 'Identified',
      properties: { plan: 'pro' },
    });
    expect(value({ type: 'page', name: 'Home', category: 'Shop' }).properties).toEqual({
      name: 'Home',
      category: 'Shop',
    });
    expect(value({ type: 'group', groupId: 'acme' }).properties).toEqual({ groupId: 'acme' });
    expect(value({}).messageId).toBe('made');
  });

  it.each([
    [{ type: 'purchase' }, 'type type'],
    [{ event: undefined }, 'required event'],
    [{ event: '' }, 'required event'],
    [{ anonymousId: null }, 'required anonymousId'],
    [{ type: 'group' }, 'required groupId'],
    [{ type: 'alias', userId: 'a' }, 'required previousId'],
    [{ type: 'alias', previousId: 'a' }, 'required userId'],
    [{ anonymousId: 'x'.repeat(257) }, 'too-long anonymousId'],
    [{ userId: 'a\u007fb' }, 'characters userId'],
    [{ userId: 1.5 }, 'type userId'],
    [{ userId: {} }, 'type userId'],
    [{ properties: 'a' }, 'type properties'],
    [{ context: [] }, 'type context'],
    [{ properties: { list: [{ a: JSON.parse('{"__proto__":1}') }] } }, 'key properties.list.0.a.__proto__'],
    [{ properties: { constructor: 1 } }, 'key properties.constructor'],
    [{ properties: { a: 'ü'.repeat(17_000) } }, 'too-large'],
    [{ timestamp: 'soon' }, 'timestamp timestamp'],
    [{ timestamp: 0 }, 'timestamp timestamp'],
  ])('refuses %j', (fields, wanted) => {
    expect(fault(fields)).toBe(wanted);
  });

  it('counts depth and values to the last', () => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
    // The event and its properties are two of them.
    expect(fault({ properties: { a: deep(EVENT_LIMITS.depth - 2) } })).toBe('none');
    expect(fault({ properties: { a: deep(EVENT_LIMITS.depth - 1) } })).toContain('too-deep properties.a.0');
    expect(fault({ properties: { a: Array(EVENT_LIMITS.values).fill(0) } })).toBe(
      'too-many-keys properties.a',
    );
  });

  it('lets fields be that it does not know, and any text in an id', () => {
    expect(fault({ integrations: { All: true }, whatever: 1 })).toBe('none');
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 256 }), (id) => {
        const expected = /[\p{Cc}\p{Cs}]/u.test(id) ? 'characters anonymousId' : 'none';
        expect(fault({ anonymousId: id })).toBe(expected);
      }),
    );
  });

  it('refuses half of a character, which no database gives back as it was', () => {
    expect(fault({ anonymousId: 'a\ud800' })).toBe('characters anonymousId');
    expect(fault({ event: '\udc00' })).toBe('characters event');
    expect(fault({ anonymousId: 'a\ud83d\ude00' })).toBe('none');
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 12 }), (input) => {
        const result = readEvent(input, reading());
        expect('fault' in result || 'value' in result).toBe(true);
      }),
    );
  });
});

describe('the time of an event', () => {
  const iso = (time: number) => new Date(time).toISOString();
  const at = (timestamp: number, sentAt?: number, historical = false) =>
    value({ timestamp: iso(timestamp), sentAt: sentAt && iso(sentAt) }, { historical }).at;

  it('is the server’s, however wrong the client’s clock', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20 * 365, max: 60 * 365 }),
        fc.integer({ min: 0, max: 86_400_000 }),
        (daysWrong, age) => {
          const sentAt = RECEIVED + daysWrong * 86_400_000;
          expect(at(sentAt - age, sentAt)).toBe(RECEIVED - age);
        },
      ),
    );
  });

  it('is never after it was received, and stays as it was in history', () => {
    expect(at(RECEIVED + 5_000)).toBe(RECEIVED);
    expect(at(RECEIVED - 5_000, RECEIVED - 10_000, true)).toBe(RECEIVED - 5_000);
    expect(fault({ timestamp: iso(RECEIVED + 2 * 86_400_000) })).toBe('timestamp timestamp');
  });

  it('reads what toISOString writes to the very moment, and days that no month has as Date.parse does', () => {
    const padded = (number: number, width: number) => String(number).padStart(width, '0');
    const written = fc
      .tuple(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 999 }),
      )
      .map(
        ([year, month, day, hour, minute, ms]) =>
          `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${padded(hour, 2)}:${padded(minute, 2)}:${padded(minute, 2)}.${padded(ms, 3)}Z`,
      );
    const broken = fc
      .tuple(written, fc.integer({ min: 0, max: 23 }), fc.constantFrom('x', ' ', '/', ':', 'é'))
      .map(([text, at, sign]) => text.slice(0, at) + sign + text.slice(at + 1));
    const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        expect(parseTime(date.toISOString())).toBe(date.getTime());
      }),
    );
    fc.assert(
      fc.property(written, (text) => {
        const known = Date.parse(text);
        expect(parseTime(text)).toBe(Number.isNaN(known) ? undefined : known);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(broken, (text) => {
        const read = parseTime(text);
        if (read !== undefined) expect(read).toBe(Date.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads ISO 8601, without a zone as UTC, and nothing else', () => {
    expect(parseTime('2026-01-02')).toBe(Date.UTC(2026, 0, 2));
    expect(parseTime('2026-01-02T03:04:05')).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(parseTime('2026-01-02 03:04:05.123456+02:00')).toBe(Date.UTC(2026, 0, 2, 1, 4, 5, 123));
    expect(parseTime('1')).toBeUndefined();
    expect(parseTime('2026-13-45T99:00:00Z')).toBeUndefined();
    expect(parseTime(Number.NaN)).toBeUndefined();
  });
});
