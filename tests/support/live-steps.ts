import fc from 'fast-check';

import type { Condition, JsonObject } from '../../plugin/src';

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
