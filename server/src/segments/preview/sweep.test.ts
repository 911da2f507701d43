import { expect, it } from 'vitest';

import type { People } from '../person';
import { createMemoryPeople } from '../people.memory';
import { createSweep } from './sweep';

const PEOPLE = 60_000;
const FEW = 1_000;

it('asks an index about as many at once as take a moment, of a base where everybody did much, and passes over nobody', async () => {
  const memory = createMemoryPeople();
  const idOf = (at: number) => `p${String(at).padStart(6, '0')}`;
  for (let at = 0; at < PEOPLE; at += FEW) memory.put({ id: idOf(at), tags: ['friend'] });
  let now = 0;
  const questions: number[] = [];
  const placeOf = (id: string) => Number(id.slice(1));
  // A base of which each person costs a hundredth of a millisecond, and only some of whom are written down here.
  const people: People = {
    ...memory,
    farEnd: async (after, size) => {
      const end = (after === '' ? -1 : placeOf(after)) + size;
      return end < PEOPLE ? idOf(end) : null;
    },
    candidates: async (tx, narrow, stretch) => {
      const last = stretch.upTo === null ? PEOPLE - 1 : placeOf(stretch.upTo);
      const passed = last - (stretch.after === '' ? -1 : placeOf(stretch.after));
      questions.push(passed / 100);
      now += passed / 100;
      return memory.candidates(tx, narrow, stretch);
    },
  };
  const sweep = createSweep({ people, clock: () => now, breathe: async () => {} });
  const seen: string[] = [];
  const wanted = { events: new Set<string>(), seen: false };
  const isWhole = await sweep({ narrow: { who: 'tagged', tag: 'friend' }, wanted, now: 0 }, (facts) => {
    seen.push(...facts.map(({ profile }) => profile.id));
    return true;
  });
  expect(isWhole).toBe(true);
  expect(seen).toEqual(Array.from({ length: PEOPLE / FEW }, (_, at) => idOf(at * FEW)));
  expect(Math.max(...questions.slice(3))).toBeLessThan(15);
  expect(questions.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(PEOPLE / 100);
});
