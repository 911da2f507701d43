import { expect, it } from 'vitest';

import { stretchOf } from './stretch';

it('says a stretch of time in a unit that one can picture', () => {
  const said = [900, 59_000, 119_000, 3_600_000, 7_200_000, 86_400_000, 216_000_000].map((ms) => {
    const { value, unit } = stretchOf(ms);
    return `${value} ${unit}`;
  });
  expect(said).toEqual(['1 second', '59 second', '119 second', '60 minute', '2 hour', '24 hour', '2.5 day']);
});
