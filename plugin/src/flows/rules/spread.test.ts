import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { newPace, paced } from './rate';
import { addMinutes, minutesOf, spreadByRate } from './spread';

const MINUTE = 60_000;
const START = Date.UTC(2026, 5, 1);

const moments = fc.array(
  fc.integer({ min: 0, max: 120 * MINUTE }).map((ms) => START + ms),
  { maxLength: 200 },
);

/** What the live rate does, a millisecond at a time: each asks for its place when it comes. */
const reallyWaited = (times: readonly number[], perMinute: number): readonly number[] => {
  let pace = newPace;
  return [...times]
    .sort((a, b) => a - b)
    .map((at) => {
      const place = Math.max(at, pace.next);
      pace = paced(at, perMinute, pace, false).pace;
      return place - at;
    });
};

describe('a rate over messages of the past', () => {
  it('lets so many go in a minute, and says how long the last one waits', () => {
    const minutes = [
      { at: START, count: 250 },
      { at: START + MINUTE, count: 10 },
      { at: START + 60 * MINUTE, count: 90 },
    ];
    expect(spreadByRate(minutes, 100)).toEqual({ messages: 350, waited: 160, longest: 2 * MINUTE });
    expect(spreadByRate(minutes, 1_000)).toEqual({ messages: 350, waited: 0, longest: 0 });
    expect(spreadByRate([], 1)).toEqual({ messages: 0, waited: 0, longest: 0 });
  });

  it('counts the same, in whatever parts it is told', () => {
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        expect(addMinutes(minutesOf(a), minutesOf(b))).toEqual(minutesOf([...b, ...a]));
      }),
    );
  });

  it('is what the live rate does, to a minute or two', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 60 }), (times, perMinute) => {
        const { messages, longest } = spreadByRate(minutesOf(times), perMinute);
        const longestReally = Math.max(0, ...reallyWaited(times, perMinute));
        expect(messages).toBe(times.length);
        expect(Math.abs(longest - longestReally)).toBeLessThanOrEqual(2 * MINUTE);
      }),
    );
  });
});
