import fc from 'fast-check';

import { populationKey, populationOf, type Condition, type Facts, type JsonObject } from '../../plugin/src';

const HOUR = 3_600_000;

export const DEVICES = ['phone', 'laptop', 'tablet'];
export const USERS = ['ada', 'bob'];
export const KEYS = ['s0', 's1', 's2', 's3'];
const ZONES = ['Europe/Vienna', 'America/New_York', 'Pacific/Kiritimati'];

/** What may happen to the people of a world, and to its segments. */
export type Step =
  | {
      readonly do: 'event';
      readonly who: number;
      readonly name: string;
      readonly late: number;
      readonly total: number;
    }
  | { readonly do: 'trait'; readonly who: number; readonly name: string; readonly value: number }
  | { readonly do: 'list'; readonly who: number; readonly in: boolean }
  | { readonly do: 'tag'; readonly who: number; readonly on: boolean }
  | { readonly do: 'zone'; readonly who: number; readonly zone: string }
  /** A device says, with proof, whose it is: two profiles may become one. */
  | { readonly do: 'identify'; readonly who: number; readonly user: number }
  | { readonly do: 'erase'; readonly who: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'edit'; readonly segment: number; readonly condition: Condition; readonly walk: boolean }
  | { readonly do: 'walk' };

const within = fc.constantFrom('1h', '24h', '2d', 'today', 'today', 'this week');
const name = fc.constantFrom('Order Completed', 'Product Viewed', '*');
const count = fc.constantFrom<JsonObject>({ $gte: 1 }, { $gte: 2 }, { $eq: 1 }, { $lt: 2 }, { $gt: 2 });

/** Where everybody stands, for scores that ask for a place among all. */
export const POPULATIONS: NonNullable<Facts['populations']> = {
  [populationKey({ trait: 'plan' })]: populationOf([1, 1, 1, 2], 0),
  [populationKey({ figure: { name: 'Shared' } })]: populationOf([0, 0, 1, 3], 0),
  [populationKey({ name: 'rfm.frequency' })]: populationOf([0, 1, 1, 2, 4], 0),
};

const sequence = fc.record({
  kind: fc.constant('sequence'),
  steps: fc.constantFrom(
    [{ name: 'Product Viewed' }, { name: 'Order Completed', where: { total: { $gt: 2 } } }],
    [{ name: 'Product Viewed' }, { not: { name: 'Order Completed' } }, { name: 'Shared' }],
    [{ name: 'Product Viewed' }, { not: { name: 'Order Completed' } }],
    [{ name: '*' }, { name: 'Shared' }],
  ),
  within: fc.constantFrom('1h', '24h', '2d'),
});

const session = fc.oneof(
  fc.record({ kind: fc.constant('session'), count, within }),
  fc.record({
    kind: fc.constant('session'),
    which: fc.constantFrom('first', 'last'),
    where: fc.constantFrom<JsonObject>({ events: { $gte: 2 } }, { bounce: true }, { duration: { $gt: 60 } }),
  }),
);

/** Ratios of two figures, and what the first or the last one said. */
const figure = fc.oneof(
  fc.record({
    kind: fc.constant('event'),
    name,
    within,
    of: fc.record({ name, within }),
    value: fc.constantFrom<JsonObject>({ $gte: 0.5 }, { $lt: 1 }, { $eq: 1 }),
  }),
  ...(['distinct', 'first', 'last', 'average'] as const).map((of) =>
    fc.record({
      kind: fc.constant('event'),
      name,
      [of]: fc.constant('total'),
      value: fc.constantFrom<JsonObject>({ $gte: 2 }, { $lt: 3 }, { $eq: 1 }),
      within,
    }),
  ),
);

const grouped = fc.oneof(
  fc.record({ kind: fc.constant('event'), name, by: fc.constant('total'), count, within }),
  fc.record({
    kind: fc.constant('event'),
    name,
    count,
    within: fc.constant('3h'),
    per: fc.constant('1h'),
  }),
  fc.record({
    kind: fc.constant('event'),
    name,
    by: fc.constant('total'),
    count,
    within: fc.constant('2d'),
    per: fc.constant('1d'),
  }),
);

const score = fc.constantFrom<Condition>(
  { kind: 'score', trait: 'plan', value: { $gte: 2 } },
  { kind: 'score', trait: 'seats.n', value: { $lt: 2 } },
  { kind: 'score', trait: 'plan', percentile: { $gte: 80 } },
  { kind: 'score', figure: { name: 'Shared' }, percentile: { $gte: 50 } },
  { kind: 'score', figure: { name: 'Order Completed', sum: 'total', within: '2d' }, value: { $gt: 4 } },
  { kind: 'score', figure: { name: 'Product Viewed', within: 'today' }, value: { $gte: 1 } },
  { kind: 'score', name: 'engagement', value: { $gte: 40 } },
  { kind: 'score', name: 'rfm.recency', value: { $lt: 1 } },
  { kind: 'score', name: 'rfm.frequency', zscore: { $gt: 0 } },
  { kind: 'score', name: 'rfm.f', value: { $gte: 4 } },
);

const leaf = (earlier: readonly string[]): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.record({ kind: fc.constant('event'), name, count, within }),
    fc.record({ kind: fc.constant('event'), name, count, where: fc.constant({ total: { $gt: 2 } }) }),
    fc.record({
      kind: fc.constant('event'),
      name,
      sum: fc.constant('total'),
      value: fc.constant({ $gt: 4 }),
      within,
    }),
    fc.record({
      kind: fc.constant('recency'),
      name,
      which: fc.constantFrom('first', 'last'),
      value: fc.constantFrom<JsonObject>({ $lt: '24h' }, { $gte: '2d' }, { $gt: '1h', $lte: '24h' }),
    }),
    fc.record({
      kind: fc.constant('trait'),
      where: fc.constantFrom<JsonObject>({ plan: 1 }, { 'seats.n': 2 }),
    }),
    fc.constant<Condition>({ kind: 'list', connection: 'hub', id: '7' }),
    fc.constant<Condition>({ kind: 'tag', name: 'b2b' }),
    fc.constant<Condition>({ kind: 'random', salt: 'spring', share: 0.5 }),
    sequence,
    session,
    figure,
    grouped,
    score,
    ...(earlier.length > 0
      ? [fc.record({ kind: fc.constant('segment'), id: fc.constantFrom(...earlier) })]
      : []),
  ) as fc.Arbitrary<Condition>;

/** Segments ask for those before them only, so that no edit makes a circle. */
export const conditionOf = (segment: number): fc.Arbitrary<Condition> => {
  const one = leaf(KEYS.slice(0, segment));
  return fc.oneof(
    one,
    fc.record({ not: one }),
    fc.record({ all: fc.array(fc.oneof(one, fc.record({ not: one })), { maxLength: 3 }) }),
    fc.record({ any: fc.array(one, { maxLength: 3 }) }),
  ) as fc.Arbitrary<Condition>;
};

const who = fc.nat(DEVICES.length - 1);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('event' as const),
      who,
      name: fc.constantFrom('Order Completed', 'Product Viewed', 'Shared'),
      late: fc.constantFrom(0, 0, HOUR / 2, 9 * HOUR, 30 * HOUR, -HOUR),
      total: fc.integer({ min: 0, max: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, HOUR, 11 * HOUR, 50 * HOUR),
    }),
  },
  fc.record({
    do: fc.constant('trait' as const),
    who,
    name: fc.constantFrom('plan', 'seats', 'other'),
    value: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({ do: fc.constant('list' as const), who, in: fc.boolean() }),
  fc.record({ do: fc.constant('tag' as const), who, on: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('zone' as const), who, zone: fc.constantFrom(...ZONES) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('identify' as const), who, user: fc.constantFrom(0, 0, 1) }),
  },
  fc.record({ do: fc.constant('erase' as const), who }),
  fc.nat(KEYS.length - 1).chain((segment) =>
    fc.record({
      do: fc.constant('edit' as const),
      segment: fc.constant(segment),
      condition: conditionOf(segment),
      walk: fc.boolean(),
    }),
  ),
  fc.constant({ do: 'walk' as const }),
);
