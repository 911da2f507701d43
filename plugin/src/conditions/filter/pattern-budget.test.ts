import { expect, it } from 'vitest';

import { createConditions, type Condition, type EventFact } from '../..';
import { noFacts } from '../facts';
import { matches } from './filter';
import { LONGEST_MATCHED, MOST_STEPS } from './pattern';
import { costOf, createPatternBudget, MOST_TOGETHER } from './pattern-budget';

/** Of the patterns that are taken, one of the dearest on the wrong text. */
const DEAR = 'a*a?a?b';
const FAR = 'a'.repeat(LONGEST_MATCHED);

const asked = (kind: object): Condition => kind as Condition;
const seen = (texts: readonly string[]) => ({
  ...noFacts(),
  profile: { id: 'p', createdAt: 0 },
  events: { A: texts.map((text, at): EventFact => ({ name: 'A', at, properties: { text } })) },
});
const where = { text: { $regex: DEAR } };
const count = asked({ kind: 'event', name: 'A', where });
const recency = asked({ kind: 'recency', name: 'A', where, value: { $lte: '1d' } });
const sequence = asked({
  kind: 'sequence',
  steps: [
    { name: 'A', where },
    { name: 'A', where },
  ],
});

it('costs what a text costs at worst, and a short one little', () => {
  const cost = costOf(DEAR);
  expect(cost(LONGEST_MATCHED)).toBeLessThanOrEqual(MOST_STEPS);
  expect(cost(LONGEST_MATCHED)).toBeGreaterThan(1_000_000);
  expect(cost(10)).toBeLessThan(cost(LONGEST_MATCHED) / 100);
  expect(cost(51)).toBe(cost(60));
});

it('lets the dearest texts be tried a few times, and tells once when there is no more', () => {
  let told = 0;
  const budget = createPatternBudget(() => (told += 1));
  budget.begin();
  expect([budget.allows(MOST_STEPS), budget.allows(MOST_TOGETHER), budget.allows(1)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(told).toBe(1);
  budget.begin();
  expect(budget.allows(MOST_TOGETHER)).toBe(true);
});

it.each([
  ['a count', count],
  ['the last one', recency],
  ['steps', sequence],
])('ten thousand events of a thousand letters hold nobody up: %s', (_what, condition) => {
  let spent = 0;
  const { compile } = createConditions([], { onSpent: () => (spent += 1) });
  const judge = compile(condition);
  const flood = seen(Array.from({ length: 10_000 }, (_, at) => `${at}${FAR}`.slice(0, LONGEST_MATCHED)));
  const before = process.cpuUsage();
  expect(judge.test(flood, 20_000)).toBe(false);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(2_000);
  expect(spent).toBe(1);
  // The next one is judged as if nothing had been.
  const fine = seen(['ab', 'xaab']);
  expect(judge.test(fine, 20_000)).toBe(true);
  expect(judge(fine, 20_000).value).toBe(true);
});

it('a long history of short texts is judged whole', () => {
  const { compile } = createConditions([], {
    onSpent: () => {
      throw new Error('given up');
    },
  });
  const last = asked({ kind: 'event', name: 'A', where: { text: { $regex: '[a-z]+@example' } } });
  const many = seen([
    ...Array.from({ length: 5_000 }, () => 'somebody.with.a.long.name@elsewhere.org'),
    'me@example.org',
  ]);
  expect(compile(last).test(many, 20_000)).toBe(true);
});

it('without a budget a pattern costs what it costs', () => {
  expect(matches({ a: { $regex: DEAR } }, { a: `${'a'.repeat(900)}b` })).toBe(true);
});
