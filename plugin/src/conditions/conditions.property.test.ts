import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';

import { parseDuration } from '../duration';
import type { Condition, EventCondition, RecencyCondition } from './condition';
import { compile } from './conditions';
import type { EventFact, Facts } from './facts';
import { noFacts } from './facts';

const NOW = Date.UTC(2026, 2, 29, 0, 30);
const HOUR = 3_600_000;

const names = fc.constantFrom('Order Completed', 'Product Viewed');
const windows = fc.constantFrom('90s', '15m', '2h', '1d', '7d', 'today', 'this week', 'this month');
const comparisons = fc.constantFrom('$lt', '$lte', '$gt', '$gte', '$eq', '$ne');

const eventNode: fc.Arbitrary<EventCondition> = fc.oneof(
  fc
    .tuple(
      names,
      comparisons,
      fc.integer({ min: 0, max: 4 }),
      fc.option(windows, { nil: undefined }),
      fc.boolean(),
    )
    .map(
      ([name, operator, n, within, filtered]): EventCondition => ({
        kind: 'event',
        name,
        count: { [operator]: n },
        within,
        ...(filtered ? { where: { total: { $gte: 10 } } } : {}),
      }),
    ),
  fc.tuple(names, comparisons, fc.integer({ min: -10, max: 60 }), fc.option(windows, { nil: undefined })).map(
    ([name, operator, n, within]): EventCondition => ({
      kind: 'event',
      name,
      sum: 'total',
      value: { [operator]: n },
      within,
    }),
  ),
);

const recencyNode: fc.Arbitrary<RecencyCondition> = fc
  .tuple(
    fc.oneof(names, fc.constant('*')),
    fc.constantFrom('$lt', '$lte', '$gt', '$gte'),
    fc.constantFrom('90s', '15m', '2h', '1d', '7d'),
    fc.constantFrom('first' as const, 'last' as const),
    fc.boolean(),
  )
  .map(([name, operator, duration, which, filtered]) => ({
    kind: 'recency',
    name,
    which,
    value: { [operator]: duration },
    ...(filtered ? { where: { total: { $gte: 10 } } } : {}),
  }));

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    eventNode,
    recencyNode,
    fc.constant<Condition>({ kind: 'trait', where: { country: 'DE' } }),
    fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));

/** Moments around now at every scale, many of them equal, some of them still to come. */
const moment = fc.oneof(
  fc.integer({ min: NOW - 100_000, max: NOW + 100_000 }),
  fc.constantFrom(0, 1, -1).map((ms) => NOW - HOUR * 2 + ms),
  fc.constantFrom(0, 1, -1).map((ms) => NOW - 7 * 24 * HOUR + ms),
  fc.integer({ min: NOW - 40 * 24 * HOUR, max: NOW + 24 * HOUR }),
);

const facts: fc.Arbitrary<Facts> = fc
  .tuple(
    fc.array(fc.tuple(names, moment, fc.integer({ min: -20, max: 40 })), { maxLength: 12 }),
    fc.constantFrom('Europe/Vienna', 'America/New_York', 'Asia/Kathmandu', undefined, 'No/Where'),
    fc.option(moment),
  )
  .map(([list, timezone, lastSeenAt]) => {
    const events: Record<string, EventFact[]> = {};
    for (const [name, at, total] of [...list].sort((a, b) => a[1] - b[1])) {
      (events[name] ??= []).push({ name, at, properties: { total } });
    }
    return {
      ...noFacts(),
      profile: { id: 'p', createdAt: 0, timezone, lastSeenAt, firstSeenAt: lastSeenAt },
      traits: { country: 'DE' },
      events,
    };
  });

const compare = (operator: string, a: number, b: number): boolean =>
  ({ $lt: a < b, $lte: a <= b, $gt: a > b, $gte: a >= b, $eq: a === b, $ne: a !== b })[operator] ?? false;

/** The plain reading of the words, with no thought of speed: what the language promises. */
const oracle = (node: Condition, given: Facts, now: number): boolean => {
  if ('all' in node) return (node.all as Condition[]).every((one) => oracle(one, given, now));
  if ('any' in node) return (node.any as Condition[]).some((one) => oracle(one, given, now));
  if ('not' in node) return !oracle(node.not as Condition, given, now);
  if (node.kind === 'trait') return given.traits.country === 'DE';
  return node.kind === 'event'
    ? eventOracle(node as EventCondition, given, now)
    : recencyOracle(node as RecencyCondition, given, now);
};

const happened = (name: string, filtered: boolean, given: Facts, now: number): readonly EventFact[] =>
  Object.values(given.events)
    .flat()
    .filter((event) => (name === '*' || event.name === name) && event.at <= now)
    .filter((event) => !filtered || Number(event.properties.total) >= 10);

const startOf = (within: string, given: Facts, now: number): number => {
  const unit = within === 'today' ? 'day' : within === 'this week' ? 'week' : 'month';
  const local = DateTime.fromMillis(now, { zone: given.profile?.timezone ?? 'UTC' });
  return (local.isValid ? local : DateTime.fromMillis(now, { zone: 'UTC' })).startOf(unit).toMillis();
};

const eventOracle = (node: EventCondition, given: Facts, now: number): boolean => {
  const inside = happened(node.name, node.where !== undefined, given, now).filter(({ at }) => {
    if (node.within === undefined) return true;
    const length = parseDuration(node.within);
    return length === undefined ? at >= startOf(node.within, given, now) : at > now - length;
  });
  const amount = node.sum
    ? inside.reduce((sum, { properties }) => sum + Number(properties.total), 0)
    : inside.length;
  const [[operator, limit] = ['', 0]] = Object.entries((node.sum ? node.value : node.count) as object);
  return compare(operator, amount, limit as number);
};

const recencyOracle = (node: RecencyCondition, given: Facts, now: number): boolean => {
  const moments = happened(node.name, node.where !== undefined, given, now).map(({ at }) => at);
  const seen = given.profile?.lastSeenAt;
  if (node.name === '*' && !node.where && typeof seen === 'number' && seen <= now) moments.push(seen);
  const at = node.which === 'first' ? Math.min(...moments) : Math.max(...moments);
  const age = moments.length === 0 ? Infinity : now - at;
  const [[operator, text] = ['', '']] = Object.entries(node.value);
  return compare(operator, age, parseDuration(text as string) ?? 0);
};

describe('any condition on any history', () => {
  it('is what its words say', () => {
    fc.assert(
      fc.property(condition, facts, (asked, given) => {
        const judge = compile(asked);
        expect(judge(given, NOW).value).toBe(oracle(asked, given, NOW));
        expect(judge.test(given, NOW)).toBe(judge(given, NOW).value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds until its until, and not a millisecond is missed before', () => {
    fc.assert(
      fc.property(condition, facts, fc.double({ min: 0, max: 1, noNaN: true }), (asked, given, somewhere) => {
        const judge = compile(asked);
        const { value, until } = judge(given, NOW);
        const end = until ?? NOW + 400 * 24 * HOUR;
        expect(end).toBeGreaterThan(NOW);
        const between = NOW + Math.floor((end - NOW - 1) * somewhere);
        for (const now of [NOW, between, end - 1]) expect(oracle(asked, given, now)).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('followed from until to until, tells every change at its millisecond', () => {
    fc.assert(
      fc.property(condition, facts, (asked, given) => {
        const judge = compile(asked);
        const end = NOW + 3 * 24 * HOUR;
        let verdict = judge(given, NOW);
        for (let step = 0; step < 60 && verdict.until !== null && verdict.until < end; step += 1) {
          const { until, value } = verdict;
          expect(oracle(asked, given, until - 1)).toBe(value);
          verdict = judge(given, until);
          expect(verdict.value).toBe(oracle(asked, given, until));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives only reasons that decided, each with its leaf', () => {
    fc.assert(
      fc.property(condition, facts, (asked, given) => {
        const { reasons } = compile(asked)(given, NOW);
        for (const { path, kind } of reasons) {
          const leaf = path
            .split('.')
            .reduce<unknown>((part, step) => (step ? (part as never)[step] : part), asked);
          expect(leaf).toMatchObject({ kind });
        }
      }),
    );
  });
});
