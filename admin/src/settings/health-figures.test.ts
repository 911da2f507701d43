import { expect, it } from 'vitest';

import { healthFigures, wordsOf } from './health-figures';

it('flattens the report and leaves the table sizes apart', () => {
  expect(
    healthFigures({
      beatAge: 900,
      rows: { a: 1 },
      environmentHeld: false,
      outbox: { unknown: 2, oldestAge: null },
    }),
  ).toEqual([
    { name: 'beatAge', kind: 'duration', value: 900 },
    { name: 'environmentHeld', kind: 'flag', value: false },
    { name: 'outbox.unknown', kind: 'count', value: 2 },
  ]);
});

it('makes words of a name', () => {
  expect(wordsOf('outbox.oldestAge')).toBe('Outbox oldest age');
});
