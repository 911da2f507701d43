import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nextRoom } from './cap';
import { newPace, paced } from './rate';
import { CAPPED, decideSending, NEVER, OUTRANKED, QUIET, RATED, type SendingCase } from './sending';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const now = Date.parse('2026-06-01T12:00:00Z');
const given = (more: Partial<SendingCase> = {}): SendingCase => ({
  message: { id: 'm', priority: 'normal', createdAt: now },
  ...{ now, zone: null, sent: [], rivals: [], pace: newPace, movedFor: null },
  ...more,
});

describe('a cap', () => {
  it('has room again when the first of its window is out of it, to the millisecond', () => {
    const cap = { most: 2, within: '1d' };
    expect(nextRoom(now, cap, [])).toBe(now);
    expect(nextRoom(now, cap, [now - HOUR])).toBe(now);
    expect(nextRoom(now, cap, [now - HOUR, now - 2 * HOUR])).toBe(now + 22 * HOUR);
    expect(nextRoom(now, cap, [now - HOUR, now - DAY])).toBe(now);
    expect(nextRoom(now, cap, [now - HOUR, now - DAY + 1])).toBe(now + 1);
    expect(nextRoom(now, { ...cap, most: 0 }, [])).toBeNull();
  });

  it('is never exceeded in any window, and one move is enough, whenever messages come', () => {
    const times = fc.array(fc.integer({ min: 0, max: 10 * DAY }), { maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 4 }), (asked, most) => {
        const sent: number[] = [];
        for (const moment of [...asked].sort((a, b) => a - b)) {
          const at = Math.max(moment, ...sent);
          const room = nextRoom(at, { most, within: '1d' }, sent) ?? 0;
          expect(nextRoom(room, { most, within: '1d' }, sent)).toBe(room);
          sent.push(room);
        }
        for (const at of sent) {
          expect(sent.filter((each) => each > at - DAY && each <= at).length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

describe('a rate', () => {
  it('spreads messages evenly, drops none and gives each a place once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 100 }), (perMinute, count) => {
        let pace = newPace;
        const waiting: number[] = [];
        const gone: number[] = [];
        for (let n = 0; n < count; n += 1) {
          const answer = paced(now, perMinute, pace, false);
          pace = answer.pace;
          if (answer.go) gone.push(now);
          else waiting.push(answer.at);
        }
        for (const at of waiting) {
          const answer = paced(at, perMinute, pace, true);
          expect(answer.go).toBe(true);
          pace = answer.pace;
          gone.push(at);
        }
        expect(gone).toHaveLength(count);
        for (const at of gone) {
          // One more than the rate may fall into a minute that is closed at both ends.
          expect(gone.filter((each) => each >= at && each < at + MINUTE).length).toBeLessThanOrEqual(
            perMinute + 1,
          );
        }
      }),
    );
  });

  it('gives new places to those who missed theirs, rather than letting all go at once', () => {
    let pace = newPace;
    for (let n = 0; n < 600; n += 1) pace = paced(now, 60, pace, false).pace;
    // Nothing ran for an hour: all six hundred places have gone by.
    const later = now + HOUR;
    const moved: number[] = [];
    let went = 0;
    for (let n = 0; n < 600; n += 1) {
      const answer = paced(later, 60, pace, true);
      pace = answer.pace;
      if (answer.go) went += 1;
      else moved.push(answer.at);
    }
    expect(went).toBe(2);
    expect(new Set(moved).size).toBe(598);
    expect(moved.at(-1)! - later).toBeGreaterThan(9 * MINUTE);
  });
});

describe('whether a message goes', () => {
  it('does, where no rule says otherwise', () => {
    expect(decideSending({}, given())).toMatchObject({ send: 'now' });
  });

  it('asks the hours, then the cap, then the rate', () => {
    const rules = {
      hours: { quietFrom: '11:00', quietTo: '13:00', zone: 'UTC' },
      cap: { most: 1, within: '1d' },
      perMinute: 1,
    };
    const sent = [now - HOUR];
    expect(decideSending(rules, given({ sent }))).toMatchObject({ at: now + HOUR, because: QUIET });
    const open = { ...rules, hours: undefined };
    expect(decideSending(open, given({ sent }))).toMatchObject({ at: now + 23 * HOUR, because: CAPPED });
    const pace = { next: now + MINUTE, gone: now };
    expect(decideSending(open, given({ pace }))).toMatchObject({
      ...{ at: now + MINUTE, because: RATED, pace: { next: now + 2 * MINUTE } },
    });
  });

  it('is left out, where the flow says so or the cap is 0', () => {
    const cap = { most: 1, within: '1d', otherwise: 'skip' } as const;
    expect(decideSending({ cap }, given({ sent: [now] }))).toEqual({ send: 'never', because: CAPPED });
    expect(decideSending({ cap: { most: 0, within: '1d' } }, given())).toEqual({
      send: 'never',
      because: NEVER,
    });
  });

  it('lets what is more important go first where there is one place, and what is older among equals', () => {
    const rules = { cap: { most: 1, within: '1d' } };
    const rival = (priority: 'low' | 'normal' | 'high', createdAt = now) => ({
      rivals: [{ id: 'r', priority, createdAt }],
    });
    expect(decideSending(rules, given(rival('high')))).toMatchObject({ because: OUTRANKED });
    expect(decideSending(rules, given(rival('normal', now - 1)))).toMatchObject({ because: OUTRANKED });
    expect(decideSending(rules, given(rival('low', now - 1)))).toMatchObject({ send: 'now' });
    // Two places are enough for both.
    expect(decideSending({ cap: { most: 2, within: '1d' } }, given(rival('high')))).toMatchObject({
      send: 'now',
    });
  });
});
