import fc from 'fast-check';
import { expect, it } from 'vitest';

import { addFigures, NO_FIGURES, type FlowFigures } from './rehearsal';

const count = fc.integer({ min: 0, max: 50 });
const counted = fc.uniqueArray(fc.record({ reason: fc.constantFrom('a', 'b', 'c'), count }), {
  selector: ({ reason }) => reason,
});
const step = fc.record({
  node: fc.constantFrom('wait', 'mail', 'ask'),
  waiting: count,
  passed: count,
  left: count,
  details: fc.uniqueArray(
    fc.record({
      outcome: fc.constantFrom('passed', 'goal'),
      detail: fc.constantFrom('', 'way 1', 'way 2'),
      count,
    }),
    { selector: ({ outcome, detail }) => `${outcome} ${detail}` },
  ),
  effects: fc.dictionary(fc.constantFrom('sent', 'skipped'), count),
  skipped: counted,
  waited: counted,
});
const figures: fc.Arbitrary<FlowFigures> = fc.record({
  entered: count,
  people: count,
  ends: fc.dictionary(fc.constantFrom('goal', 'running', 'finished'), count),
  steps: fc.uniqueArray(step, { selector: ({ node }) => node }),
  days: fc.uniqueArray(
    fc.record({
      at: fc.integer({ min: 0, max: 9 }),
      entered: count,
      done: count,
      spared: count,
      reached: count,
    }),
    { selector: ({ at }) => at },
  ),
});

it('adds figures up in any order and grouping', () => {
  const add = (...all: readonly FlowFigures[]) => all.reduce(addFigures, NO_FIGURES);
  fc.assert(
    fc.property(figures, figures, figures, (a, b, c) => {
      expect(add(a, b, c)).toEqual(add(c, a, b));
      expect(addFigures(a, addFigures(b, c))).toEqual(addFigures(addFigures(a, b), c));
      expect(add(a, b).entered).toBe(a.entered + b.entered);
      expect(add(a, b).days.map(({ at }) => at)).toEqual([
        ...new Set([...a.days, ...b.days].map(({ at }) => at).sort((x, y) => x - y)),
      ]);
    }),
  );
});
