import { expect, it } from 'vitest';

import { canvasNumbers } from './canvas-numbers';

it('counts each way by its word', () => {
  const story = {
    trigger: '',
    ends: [],
    rules: [],
    steps: {},
    lines: [],
    ways: {
      fork: [
        { label: 'way 1', to: 'a', sentence: 'plan is gold' },
        { label: 'otherwise', to: 'b', sentence: 'otherwise' },
      ],
    },
  };
  const details = [
    { outcome: 'passed', detail: 'way 1', count: 3 },
    { outcome: 'passed', detail: 'otherwise', count: 4 },
    { outcome: 'exit', detail: '', count: 2 },
  ];
  const fork = {
    node: 'fork',
    waiting: 0,
    passed: 7,
    left: 2,
    details,
    effects: {},
    skipped: [],
    waited: [],
  };
  const numbers = canvasNumbers({ data: [fork], meta: { entered: 9, sentAfterGoal: 0 } }, story);
  const way = (slot: string, at: number) => ({ id: slot, from: 'fork', slot, to: 'a', at, of: 2 });
  expect([numbers.taken(way('ways.0', 0)), numbers.taken(way('otherwise', 1))]).toEqual([3, 4]);
  expect(numbers.of('fork')?.left).toBe(2);
  expect(numbers.entered).toBe(9);
});
