import { describe, expect, it } from 'vitest';

import {
  EVERYTHING,
  eventsCame,
  HISTORY,
  joinCauses,
  listChanged,
  NEW_ZONE,
  ONLY_TIME,
  readCauses,
  segmentAnew,
  traitsChanged,
  UNTOLD,
} from './cause';

describe('causes', () => {
  it('are read as they were written, one behind the other', () => {
    const text = [
      eventsCame(['Order Completed', '*', 'Order Completed']),
      traitsChanged(['plan']),
      listChanged('hub:7'),
      segmentAnew('s1'),
      UNTOLD,
    ].reduce(joinCauses, ONLY_TIME);
    expect(readCauses(text)).toEqual({
      everything: false,
      events: new Set(['Order Completed', '*']),
      traits: new Set(['plan']),
      lists: new Set(['hub:7']),
      zone: false,
      segments: new Set(['s1']),
      untold: true,
      history: false,
    });
    expect(readCauses(joinCauses(text, EVERYTHING)).everything).toBe(true);
    expect(readCauses(NEW_ZONE)).toMatchObject({ zone: true, everything: false });
    expect(readCauses(ONLY_TIME)).toMatchObject({ everything: false, untold: false });
  });

  it('are not taken for one another when one ends as the other does', () => {
    const text = joinCauses(traitsChanged(['ea']), eventsCame(['a']));
    expect(readCauses(text)).toMatchObject({ traits: new Set(['ea']), events: new Set(['a']) });
    expect(joinCauses(text, eventsCame(['a']))).toBe(text);
  });

  it('that cannot be kept, or that nobody knows, are everything', () => {
    expect(eventsCame(['a\nb'])).toBe(EVERYTHING);
    expect(readCauses('q7\n').everything).toBe(true);
    const many = Array.from({ length: 100 }, (_, at) => eventsCame([`An event with a longer name ${at}`]));
    expect(many.reduce(joinCauses, ONLY_TIME)).toContain('*\n');
    expect(readCauses(many.reduce(joinCauses, ONLY_TIME)).history).toBe(false);
    expect(readCauses(many.reduce(joinCauses, HISTORY))).toMatchObject({ everything: true, history: true });
  });
});
