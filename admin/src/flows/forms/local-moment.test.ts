import { describe, expect, it } from 'vitest';

import { dateOfLocal, localOf } from './local-moment';

describe('a moment without a zone', () => {
  it('is what the picker shows, both ways', () => {
    for (const local of ['2026-12-01T09:00', '2027-02-28T23:59', '2026-01-09T00:05'])
      expect(localOf(dateOfLocal(local)!)).toBe(local);
  });
  it('is nothing where nothing, or no date, is written', () => {
    expect([dateOfLocal(undefined), dateOfLocal('soon')]).toEqual([undefined, undefined]);
  });
});
