import fc from 'fast-check';

import {
  needs,
  noFacts,
  populationOf,
  type Condition,
  type EventCondition,
  type EventFact,
  type EventFigure,
  type Facts,
  type JsonObject,
  type RecencyCondition,
  type ScoreCondition,
  type SequenceCondition,
  type SessionCondition,
} from '../../plugin/src';

/** The night on which clocks in Vienna are put forward. */
export const NOW = Date.UTC(2026, 2, 29, 0, 30);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const NAMES = ['A', 'B', 'Order Completed', 'Page Viewed', 'Scroll Depth Reached'] as const;

const names = fc.constantFrom<string>(...NAMES, '*');
export const windows = fc.constantFrom('90s', '15m', '2h', '1d', '7d', 'today', 'this week', 'this month');
const durations = fc.constantFrom('1s', '90s', '30m', '2h', '1d', '7d');
const comparison = fc.constantFrom('$lt', '$lte', '$gt', '$gte', '$eq', '$ne');
const test = (least: number, most: number) =>
  fc.tuple(comparison, fc.integer({ min: least, max: most })).map(([name, n]) => ({ [name]: n }));
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const where = fc.constantFrom<JsonObject | undefined>(
  undefined,
  undefined,
  { color: 'red' },
  { 'product.brand': 'acme' },
);
const path = fc.constantFrom('total', 'product_id', 'product.margin', 'nowhere');

const NUMERIC = ['sum', 'average', 'min', 'max', 'distinct'] as const;

export const numericFigure: fc.Arbitrary<EventFigure> = fc
  .tuple(names, where, optional(windows), optional(fc.constantFrom(...NUMERIC)), path)
  .map(([name, filter, within, figure, at]) => ({
    name,
    where: filter,
    within,
    ...(figure ? { [figure]: at } : {}),
  }));

const counting: fc.Arbitrary<EventCondition> = fc
  .tuple(names, where, optional(windows), optional(test(0, 4)))
  .map(([name, filter, within, count]) => ({ kind: 'event', name, where: filter, within, count }));

const figured: fc.Arbitrary<EventCondition> = fc
  .tuple(
    names,
    where,
    optional(windows),
    fc.constantFrom(...NUMERIC, 'first' as const, 'last' as const),
    path,
    fc.oneof(test(-10, 60), fc.constant({ $exists: false })),
  )
  .map(([name, filter, within, figure, at, value]) => ({
    kind: 'event',
    name,
    where: filter,
    within,
    [figure]: at,
    value,
  }));

const divided: fc.Arbitrary<EventCondition> = fc
  .tuple(numericFigure, numericFigure, fc.constantFrom(0, 0.5, 1, 2), comparison)
  .map(([figure, of, limit, operator]) => ({ kind: 'event', ...figure, of, value: { [operator]: limit } }));

const grouped = (one: fc.Arbitrary<EventCondition>): fc.Arbitrary<EventCondition> =>
  fc
    .tuple(
      one,
      fc.constantFrom('product_id', 'total', 'product.brand', undefined),
      fc.constantFrom<readonly [string, string] | undefined>(
        undefined,
        ['3h', '1h'],
        ['28d', '7d'],
        ['180s', '90s'],
      ),
    )
    .map(([condition, by, per]) => ({
      ...condition,
      by,
      ...(per ? { within: per[0], per: per[1] } : {}),
    }));

export const eventLeaf: fc.Arbitrary<EventCondition> = fc.oneof(
  counting,
  figured,
  divided,
  grouped(counting),
  grouped(figured),
);

export const recencyLeaf: fc.Arbitrary<RecencyCondition> = fc
  .tuple(
    names,
    where,
    fc.constantFrom('$lt', '$lte', '$gt', '$gte'),
    durations,
    fc.constantFrom('first' as const, 'last' as const),
  )
  .map(([name, filter, operator, duration, which]) => ({
    kind: 'recency',
    name,
    where: filter,
    which,
    value: { [operator]: duration },
  }));

const sequenceEvent = fc.record(
  { name: fc.constantFrom('A', 'B', 'Order Completed', '*'), where },
  { requiredKeys: ['name'] },
);

export const sequenceLeaf: fc.Arbitrary<SequenceCondition> = fc
  .tuple(
    sequenceEvent,
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: sequenceEvent },
        sequenceEvent.map((not) => ({ not })),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    optional(durations),
  )
  .map(([first, steps, within]) => ({ kind: 'sequence', steps: [first, ...steps], within }));

const sessionFilter = fc.constantFrom<JsonObject | undefined>(
  undefined,
  { pages: { $gte: 2 } },
  { bounce: true },
  { duration: { $gt: 60 } },
  { campaign: 'spring' },
  { scroll: { $gte: 50 }, events: { $lt: 4 } },
);

export const sessionLeaf: fc.Arbitrary<SessionCondition> = fc
  .tuple(
    fc.constantFrom('any' as const, 'last' as const, 'first' as const, undefined),
    sessionFilter,
    optional(test(0, 3)),
    optional(windows),
  )
  .map(([which, filter, count, within]) => ({
    kind: 'session',
    which,
    where: filter,
    within,
    ...(which === 'any' || which === undefined ? { count } : {}),
  }));

const place = fc.oneof(
  test(0, 100).map((percentile) => ({ percentile })),
  test(-2, 2).map((zscore) => ({ zscore })),
);

export const scoreLeaf: fc.Arbitrary<ScoreCondition> = fc.oneof(
  test(0, 100).map((value): ScoreCondition => ({ kind: 'score', name: 'engagement', value })),
  fc
    .double({ min: 0, max: 100, noNaN: true })
    .map((n): ScoreCondition => ({ kind: 'score', name: 'engagement', value: { $gte: n, $lt: n + 20 } })),
  fc
    .tuple(fc.constantFrom('rfm.recency', 'rfm.frequency', 'rfm.monetary'), test(0, 40))
    .map(([name, value]) => ({ kind: 'score', name, value }) as ScoreCondition),
  fc
    .tuple(fc.constantFrom('rfm.r', 'rfm.f', 'rfm.m'), test(1, 5))
    .map(([name, value]) => ({ kind: 'score', name, value }) as ScoreCondition),
  fc
    .tuple(fc.constantFrom('engagement', 'rfm.recency', 'rfm.frequency', 'rfm.monetary'), place)
    .map(([name, seen]) => ({ kind: 'score', name, ...seen }) as ScoreCondition),
  place.map((seen): ScoreCondition => ({ kind: 'score', trait: 'spent', ...seen })),
  fc
    .tuple(numericFigure, place)
    .map(([figure, seen]): ScoreCondition => ({ kind: 'score', figure, ...seen })),
);

const otherLeaf: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { kind: 'trait', where: { country: 'DE' } },
  { kind: 'trait', where: { spent: { $gt: 10 } } },
  { kind: 'tag', name: 'b2b' },
  { kind: 'segment', id: 'vip' },
  { kind: 'list', connection: 'hub', id: '7' },
  { kind: 'random', salt: 'spring', share: 0.5 },
  { kind: 'context', where: { device: 'mobile' } },
  { kind: 'context', where: { localTime: { $gte: '18:00' } } },
  { kind: 'context', where: {}, near: { lat: 48.2, lon: 16.37, km: 100 } },
);

export const leaf: fc.Arbitrary<Condition> = fc.oneof(
  eventLeaf,
  recencyLeaf,
  sequenceLeaf,
  sessionLeaf,
  scoreLeaf,
  otherLeaf,
);

/** Trees of any form. */
export const treeOf = (one: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 4, arbitrary: one },
      fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  })).condition;

/** Any condition of any kind that ships. */
export const condition = treeOf(leaf);

/** Moments around now at every scale, many of them equal, some of them still to come. */
export const moment = fc.oneof(
  fc.integer({ min: NOW - 100_000, max: NOW + 100_000 }),
  fc.integer({ min: -20, max: 3 }).map((steps) => NOW + steps * 15 * 60_000),
  fc.constantFrom(0, 1, -1).map((ms) => NOW - HOUR * 2 + ms),
  fc.constantFrom(0, 1, -1).map((ms) => NOW - 7 * DAY + ms),
  fc.integer({ min: NOW - 40 * DAY, max: NOW + DAY }),
);

const properties: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      total: fc.oneof(
        fc.integer({ min: -20, max: 40 }),
        fc.constantFrom('12', 'many', null, 0.5, { a: 1 } as never),
      ),
      color: fc.constantFrom('red', 'blue'),
      product_id: fc.constantFrom<string | number>('p1', 'p2', 7, '7', 'gone'),
      depth: fc.constantFrom(25, 50, 100),
      url: fc.constantFrom(
        'https://shop/',
        'https://shop/?utm_campaign=spring',
        'https://shop/?utm_campaign=fall',
      ),
    },
    { requiredKeys: [] },
  )
  .map((given) => given as JsonObject);

export const history: fc.Arbitrary<readonly EventFact[]> = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), moment, properties), { maxLength: 14 })
  .map((list) =>
    list.map(([name, at, given]) => ({ name, at, properties: given })).sort((a, b) => a.at - b.at),
  );

export const byName = (events: readonly EventFact[]): Facts['events'] => {
  const lists: Record<string, EventFact[]> = {};
  for (const event of events) (lists[event.name] ??= []).push(event);
  return lists;
};

const PRODUCTS: Readonly<Record<string, JsonObject>> = {
  p1: { brand: 'acme', margin: 0.5 },
  p2: { brand: 'other', margin: 20 },
  '7': { brand: 'acme', margin: null },
};

export const person: fc.Arbitrary<Facts> = fc
  .record({
    events: history,
    timezone: fc.constantFrom('Europe/Vienna', 'America/New_York', 'Asia/Kathmandu', undefined, 'No/Where'),
    seen: fc.option(moment),
    known: fc.boolean(),
    spent: fc.constantFrom<number | string | null | undefined>(0, 12, '40', 'much', null, undefined),
    inside: fc.boolean(),
    products: fc.boolean(),
    context: fc.constantFrom<JsonObject | undefined>(
      undefined,
      { device: 'mobile', localTime: '19:30' },
      { geo: { latitude: 48.15, longitude: 17.11 } },
    ),
  })
  .map(({ events, timezone, seen, known, spent, inside, products, context }) => ({
    ...noFacts(context),
    profile: known
      ? { id: `p${events.length}`, createdAt: 0, timezone, lastSeenAt: seen, firstSeenAt: seen }
      : null,
    traits: { country: inside ? 'DE' : 'AT', ...(spent === undefined ? {} : { spent }) },
    events: byName(events),
    segments: new Set(inside ? ['vip'] : []),
    lists: new Set(inside ? ['hub:7'] : []),
    tags: new Set(inside ? ['b2b'] : []),
    products: products ? PRODUCTS : undefined,
  }));

/** The facts with populations of these values for all that a condition compares. */
export const among = (asked: Condition, facts: Facts, values: readonly number[]): Facts => ({
  ...facts,
  populations: Object.fromEntries(
    [...needs(asked).populations.keys()].map((key) => [key, populationOf(values, NOW - HOUR)]),
  ),
});

export const values = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 });
