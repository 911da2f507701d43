import { expect, it } from 'vitest';

import { createMemoryPeople } from '../people.memory';
import { createDrawing } from './drawing';
import { createPreview } from './preview';

it('counts the parts of a large base in a moment, where the whole needs a few people alone', async () => {
  const people = createMemoryPeople();
  for (let n = 0; n < 10_000; n += 1) {
    people.put({ id: `p${100_000 + n}`, traits: { country: n % 4 === 0 ? 'DE' : 'US' } });
  }
  for (let n = 0; n < 7; n += 1) people.put({ id: `friend ${n}`, tags: ['friend'] });
  let now = 0;
  const needs = { people, clock: () => now, breathe: async () => void (now += 10) };
  const preview = createPreview({ ...needs, drawing: createDrawing(needs) });
  const question = {
    narrow: { who: 'tagged', tag: 'friend' },
    wanted: { events: new Set<string>(), seen: false },
    now: 0,
    exact: false,
  } as const;
  const asked = async (parts: boolean) => {
    const before = now;
    const counted = await preview({ ...question, parts }, async (list) => ({
      inside: list.map(({ tags }) => tags.has('friend')),
      parts: [list.filter(({ traits }) => traits.country === 'DE').length],
    }));
    return { counted, took: now - before };
  };
  // The first time, marks are looked for.
  await asked(true);
  const [alone, withParts] = [await asked(false), await asked(true)];
  expect(alone.counted).toMatchObject({ size: 7, error: null, parts: [] });
  expect(withParts.counted).toMatchObject({ size: 7, error: null });
  expect(withParts.took - alone.took).toBeLessThanOrEqual(150);
  const [part] = withParts.counted.parts;
  expect(part?.error).toBeGreaterThan(0);
  expect(Math.abs((part?.size ?? 0) - 2_500)).toBeLessThanOrEqual(part?.error ?? 0);
});
