import { expect, it } from 'vitest';

import { relativeTime } from './relative-time';

it.each([
  [0, 0, 'second'],
  [-900, 0, 'second'],
  [-59_999, -59, 'second'],
  [-60_000, -1, 'minute'],
  [-7_200_000, -2, 'hour'],
  [3 * 86_400_000, 3, 'day'],
  [-8 * 86_400_000, -1, 'week'],
  [-400 * 86_400_000, -1, 'year'],
])('tells %i ms as %i %s', (gap, value, unit) => {
  const now = 1_700_000_000_000;
  const told = relativeTime(now + gap, now);
  expect({ ...told, value: told.value + 0 }).toEqual({ value, unit });
});
