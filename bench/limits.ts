import { deepStrictEqual } from 'node:assert';

import { noFacts, type EventFact, type Facts, type Json, type JsonObject } from '../plugin/src';
import { BULK_ROWS } from '../tests/truth-tables/bulk-rows';
import { CONDITION_TABLE, factsOf } from '../tests/truth-tables/condition-table';

/** Hand-written code that ours is measured against, and ours: they must say the same of anybody. */
export interface Limit {
  readonly what: string;
  readonly ours: (facts: Facts, now: number) => unknown;
  readonly limit: (facts: Facts, now: number) => unknown;
}

interface Case {
  readonly facts: Facts;
  readonly now: number;
}

const NOW = 1_790_000_000_000;
const DAY = 86_400_000;

const COUNTRIES: readonly (Json | undefined)[] = [
  ...['DE', 'US', 'de', '', 5, true, null, undefined, {}, []],
  ...[['FR', 'AT'], ['FR'], [['DE']]],
];
const PLANS: readonly (Json | undefined)[] = [
  ...[undefined, null, 'team', 7, [], [9]],
  ...[0, 4, 5, 8, '4', '10', '', null, true, [6], [4, 5], {}].map((seats) => ({ seats })),
  {},
];
const EMAILS: readonly (Json | undefined)[] = [
  ...['a@example.com', 'a@example.org', 'a@example.org\n', undefined, null, 5],
  ...[['a@example.org'], ['a@example.org', 'b']],
];

const NAMES = ['Order Completed', 'Product Viewed', 'Product Added', 'Page Viewed', 'Email Clicked'];
/** At, just inside and just outside the edges of the windows, and in the future. */
const AGES = [1, 7, 30, 90].flatMap((days) => [days * DAY + 1, days * DAY, days * DAY - 1]);
const HISTORIES: readonly (readonly number[])[] = [
  [],
  [0],
  [-1],
  [2, 1, 0],
  [30 * DAY, 1, 0],
  [30 * DAY - 1, 1, 0],
  [2, 1, -1],
  AGES,
  [...AGES, 3, 2, 1, 0, -1, -DAY],
];

const defined = (traits: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined)) as JsonObject;

const historyOf = (name: string, ages: readonly number[]): readonly EventFact[] =>
  [...ages].sort((a, b) => b - a).map((age) => ({ name, at: NOW - age, properties: {} }));

/** Everybody of the truth tables, and people in whom every value of every kind stands beside every history. */
export const everybody = (): readonly Case[] => {
  const written = [...CONDITION_TABLE, ...BULK_ROWS].map(({ facts, now }) => ({
    facts: factsOf(facts),
    now,
  }));
  const odd = COUNTRIES.flatMap((country, a) =>
    PLANS.flatMap((plan, b) =>
      EMAILS.flatMap((email, c) =>
        HISTORIES.map((_, d): Case => {
          const events = NAMES.map(
            (name, at) =>
              [name, historyOf(name, HISTORIES[(a + b + c + d + at) % HISTORIES.length] ?? [])] as const,
          );
          return {
            facts: {
              ...noFacts(),
              profile: { id: 'p', createdAt: 0 },
              traits: defined({ country, plan, email }),
              events: Object.fromEntries(events),
            },
            now: NOW,
          };
        }),
      ),
    ),
  );
  return [...written, ...odd];
};

/**
 * Throws where hand-written code and ours differ, with whom they differ on. A bench asks of its own people only: what the
 * engine learns from all the others would slow what is measured.
 */
export const assertSame = (limits: readonly Limit[], cases: readonly Case[]): void => {
  for (const { facts, now } of cases) {
    for (const { what, ours, limit } of limits) {
      const { traits, events } = facts;
      deepStrictEqual(
        { what, traits, events, answer: limit(facts, now) },
        { what, traits, events, answer: ours(facts, now) },
      );
    }
  }
};
