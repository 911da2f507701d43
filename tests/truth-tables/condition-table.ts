import type { Condition, Facts, JsonObject, Population } from '../../plugin/src';

/** Facts as JSON can carry them: sets are lists, an event's name is the list it stands in. */
export interface PlainFacts {
  readonly profile?: Partial<NonNullable<Facts['profile']>> | null;
  readonly traits?: JsonObject;
  /** Ascending by `at`. */
  readonly events?: Readonly<
    Record<string, readonly { readonly at: number; readonly properties?: JsonObject }[]>
  >;
  readonly segments?: readonly string[];
  readonly lists?: readonly string[];
  readonly tags?: readonly string[];
  readonly products?: Readonly<Record<string, JsonObject>>;
  readonly populations?: Readonly<Record<string, Population>>;
  readonly context?: JsonObject;
  /** Where several rows name a group, it is the same in all of them: a server keeps one. */
  readonly groups?: Facts['groups'];
}

/** What a condition is of these facts at a moment. The whole table is JSON: any runner can read it. */
export interface ConditionRow {
  readonly name: string;
  readonly condition: Condition;
  readonly facts: PlainFacts;
  readonly now: number;
  readonly value: boolean;
  /** Null when only a new fact can change the value. */
  readonly until: number | null;
}

/** The facts as the evaluator takes them. */
export const factsOf = ({
  profile = {},
  events = {},
  segments,
  lists,
  tags,
  traits = {},
  ...rest
}: PlainFacts): Facts => ({
  ...rest,
  profile: profile && { id: 'p1', createdAt: 0, ...profile },
  traits,
  events: Object.fromEntries(
    Object.entries(events).map(([name, list]) => [
      name,
      list.map(({ at, properties = {} }) => ({ name, at, properties })),
    ]),
  ),
  segments: new Set(segments),
  lists: new Set(lists),
  tags: new Set(tags),
});

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Half past one in the morning in Vienna, half an hour before its clocks go from two to three. */
const NOW = Date.UTC(2026, 2, 29, 0, 30);

const at = (ago: number, properties?: JsonObject) => ({
  at: NOW - ago,
  ...(properties ? { properties } : {}),
});
const utc = (month: number, day: number, hour: number, minute = 0) =>
  Date.UTC(2026, month - 1, day, hour, minute);

type Given = readonly [
  name: string,
  condition: Condition,
  facts: PlainFacts,
  value: boolean,
  until?: number | null,
  now?: number,
];

const event = (options: object): Condition => ({ kind: 'event', name: 'A', ...options });
const sequence = (steps: readonly object[], within?: string): Condition =>
  ({ kind: 'sequence', steps, ...(within ? { within } : {}) }) as Condition;
const session = (options: object): Condition => ({ kind: 'session', ...options });
const score = (options: object): Condition => ({ kind: 'score', ...options }) as Condition;
const vienna = { profile: { timezone: 'Europe/Vienna' } };

const HUNDRED: Population = {
  refreshedAt: NOW - HOUR,
  n: 101,
  mean: 50,
  sd: 25,
  quantiles: Array.from({ length: 101 }, (_, index) => index),
};

/** Saved groups: of texts, of numbers, of both, of more than a few, and of none. */
const GROUPS: Facts['groups'] = {
  partners: [
    'acme',
    'globex',
    'initech',
    'umbrella',
    'hooli',
    'stark',
    'wayne',
    'wonka',
    'tyrell',
    'soylent',
  ],
  numbers: [7, 8],
  mixed: ['7', 9],
  nobody: [],
};
const inGroup = (path: string, key: string): Condition => ({
  kind: 'trait',
  where: { [path]: { $inGroup: key } },
});
const outside = (path: string, key: string): Condition => ({
  kind: 'trait',
  where: { [path]: { $notInGroup: key } },
});

const GIVEN: readonly Given[] = [
  // Trees
  ['all of nothing is everyone', { all: [] }, {}, true],
  ['any of nothing is no one', { any: [] }, {}, false],
  [
    'not turns round, until the same moment',
    { not: event({ within: '1d' }) },
    { events: { A: [at(HOUR)] } },
    false,
    NOW + 23 * HOUR,
  ],
  [
    'all holds until its first window closes',
    { all: [event({ within: '1d' }), event({ within: '2h' })] },
    { events: { A: [at(HOUR)] } },
    true,
    NOW + HOUR,
  ],
  [
    'any holds until its last window closes',
    { any: [event({ within: '1d' }), event({ within: '2h' })] },
    { events: { A: [at(HOUR)] } },
    true,
    NOW + 23 * HOUR,
  ],

  // Traits: null against missing
  [
    'a trait that is null is unknown',
    { kind: 'trait', where: { plan: { $exists: false } } },
    { traits: { plan: null } },
    true,
  ],
  ['a trait that is missing is unknown', { kind: 'trait', where: { plan: { $exists: false } } }, {}, true],
  [
    'an empty text is known',
    { kind: 'trait', where: { plan: { $exists: true } } },
    { traits: { plan: '' } },
    true,
  ],
  ['a missing trait counts as zero in an order', { kind: 'trait', where: { age: { $lt: 5 } } }, {}, true],
  ['a stranger has no traits', { kind: 'trait', where: { country: 'DE' } }, { profile: null }, false],

  // Events: counts and windows
  ['what happened at all', event({}), { events: { A: [at(400 * DAY)] } }, true],
  ['what never happened', event({}), {}, false],
  ['never, of an empty history', event({ count: { $eq: 0 } }), {}, true],
  ['another event is not this one', event({}), { events: { B: [at(DAY)] } }, false],
  ['any event', event({ name: '*', count: 2 }), { events: { A: [at(2 * DAY)], B: [at(DAY)] } }, true],
  [
    'a window includes this very moment',
    event({ within: '1d' }),
    { events: { A: [at(0)] } },
    true,
    NOW + DAY,
  ],
  ['a window excludes its far end', event({ within: '1d' }), { events: { A: [at(DAY)] } }, false],
  [
    'a window includes the millisecond after its far end',
    event({ within: '1d' }),
    { events: { A: [at(DAY - 1)] } },
    true,
    NOW + 1,
  ],
  [
    'what is yet to come is not there, and then it is',
    event({ within: '1d' }),
    { events: { A: [at(-HOUR)] } },
    false,
    NOW + HOUR,
  ],
  [
    'three times, until the oldest of three falls out',
    event({ count: { $gte: 3 }, within: '7d' }),
    { events: { A: [at(6 * DAY), at(5 * DAY), at(DAY)] } },
    true,
    NOW + DAY,
  ],
  [
    'at most once, of two',
    event({ count: { $lte: 1 }, within: '7d' }),
    { events: { A: [at(6 * DAY), at(DAY)] } },
    false,
    NOW + DAY,
  ],
  [
    'those of one moment fall out together',
    event({ count: { $ne: 1 }, within: '7d' }),
    { events: { A: [at(DAY), at(DAY)] } },
    true,
  ],
  [
    'a filter on properties',
    event({ where: { total: { $gt: 50 } } }),
    { events: { A: [at(DAY, { total: 50 })] } },
    false,
  ],
  [
    'a filter on what is missing',
    event({ where: { coupon: { $exists: false } } }),
    { events: { A: [at(DAY, { coupon: null })] } },
    true,
  ],

  // Calendar windows on the night of the clocks
  [
    'today in Vienna has begun at 23:00 UTC, and has 23 hours',
    event({ within: 'today' }),
    { ...vienna, events: { A: [{ at: utc(3, 28, 23) }] } },
    true,
    utc(3, 29, 22),
  ],
  [
    'a millisecond before midnight in Vienna is yesterday',
    event({ within: 'today' }),
    { ...vienna, events: { A: [{ at: utc(3, 28, 23) - 1 }] } },
    false,
  ],
  [
    'today in New York is still the 28th',
    event({ within: 'today' }),
    { profile: { timezone: 'America/New_York' }, events: { A: [{ at: utc(3, 28, 4) }] } },
    true,
    utc(3, 29, 4),
  ],
  [
    'today in Kathmandu begins at a quarter past',
    event({ within: 'today' }),
    { profile: { timezone: 'Asia/Kathmandu' }, events: { A: [{ at: utc(3, 28, 18, 15) }] } },
    true,
    utc(3, 29, 18, 15),
  ],
  [
    'an unknown zone is UTC',
    event({ within: 'today' }),
    { profile: { timezone: 'No/Where' }, events: { A: [{ at: utc(3, 29, 0) }] } },
    true,
    utc(3, 30, 0),
  ],
  [
    'a stranger lives in UTC',
    event({ within: 'today' }),
    { profile: null, events: { A: [{ at: utc(3, 28, 23, 59) }] } },
    false,
  ],
  [
    'a week begins on Monday',
    event({ within: 'this week' }),
    { ...vienna, events: { A: [{ at: utc(3, 22, 23) }] } },
    true,
    utc(3, 29, 22),
  ],
  [
    'a month that the clocks change in',
    event({ within: 'this month' }),
    { ...vienna, events: { A: [{ at: utc(2, 28, 23) }] } },
    true,
    utc(3, 31, 22),
  ],
  [
    'a year',
    event({ within: 'this year' }),
    { ...vienna, events: { A: [{ at: Date.UTC(2025, 11, 31, 23) }] } },
    true,
    Date.UTC(2026, 11, 31, 23),
  ],
  [
    'the autumn day has 25 hours',
    event({ within: 'today' }),
    { ...vienna, events: { A: [{ at: utc(10, 24, 22) }] } },
    true,
    utc(10, 25, 23),
    utc(10, 25, 12),
  ],

  // Figures
  [
    'a sum',
    event({ sum: 'total', value: { $gt: 200 } }),
    { events: { A: [at(2 * DAY, { total: 150 }), at(DAY, { total: '60' })] } },
    true,
  ],
  ['a sum of nothing is zero', event({ sum: 'total', value: { $eq: 0 } }), {}, true],
  [
    'a sum leaves out what is no number',
    event({ sum: 'total', value: { $eq: 5 } }),
    { events: { A: [at(1, { total: 'many' }), at(0, { total: 5 })] } },
    true,
  ],
  [
    'a sum that falls out of its window',
    event({ sum: 'total', value: { $gte: 100 }, within: '7d' }),
    { events: { A: [at(6 * DAY, { total: 60 }), at(DAY, { total: 60 })] } },
    true,
    NOW + DAY,
  ],
  [
    'an average leaves out what has no number',
    event({ average: 'total', value: { $eq: 30 } }),
    { events: { A: [at(3, { total: 20 }), at(2, {}), at(1, { total: 40 })] } },
    true,
  ],
  ['an average of nothing is below nothing', event({ average: 'total', value: { $lt: 10 } }), {}, false],
  ['an average of nothing is unknown', event({ average: 'total', value: { $exists: false } }), {}, true],
  [
    'an average rises when a low one falls out',
    event({ average: 'total', value: { $gt: 30 }, within: '7d' }),
    { events: { A: [at(6 * DAY, { total: 10 }), at(DAY, { total: 40 })] } },
    false,
    NOW + DAY,
  ],
  [
    'a least value',
    event({ min: 'total', value: { $lt: 10 }, within: '7d' }),
    { events: { A: [at(6 * DAY, { total: 5 }), at(DAY, { total: 40 })] } },
    true,
    NOW + DAY,
  ],
  [
    'a greatest value',
    event({ max: 'total', value: { $gte: 40 }, within: '7d' }),
    { events: { A: [at(6 * DAY, { total: 5 }), at(DAY, { total: 40 })] } },
    true,
    NOW + 6 * DAY,
  ],
  [
    'different values, 7 and "7" being one',
    event({ distinct: 'product_id', value: { $eq: 2 } }),
    {
      events: {
        A: [at(3, { product_id: 7 }), at(2, { product_id: '7' }), at(1, { product_id: 'x' }), at(0, {})],
      },
    },
    true,
  ],
  [
    'the first value',
    event({ first: 'source', value: 'google' }),
    { events: { A: [at(DAY, { source: 'google' }), at(1, { source: 'mail' })] } },
    true,
  ],
  [
    'the last value',
    event({ last: 'source', value: { $in: ['mail'] } }),
    { events: { A: [at(DAY, { source: 'google' }), at(1, { source: 'mail' })] } },
    true,
  ],
  [
    'the first in a window changes as the window moves',
    event({ first: 'source', value: 'google', within: '2d' }),
    { events: { A: [at(DAY, { source: 'google' }), at(1, { source: 'mail' })] } },
    true,
    NOW + DAY,
  ],
  ['the last of nothing is not less than one', event({ last: 'total', value: { $lt: 1 } }), {}, false],

  // by, per, of, product fields
  [
    'the same product three times',
    event({ by: 'product_id', count: { $gte: 3 }, within: '7d' }),
    {
      events: {
        A: [
          at(6 * DAY, { product_id: 'a' }),
          at(3, { product_id: 'b' }),
          at(2, { product_id: 'a' }),
          at(1, { product_id: 'a' }),
        ],
      },
    },
    true,
    NOW + DAY,
  ],
  [
    'three products once each are not one three times',
    event({ by: 'product_id', count: { $gte: 3 } }),
    { events: { A: [at(3, { product_id: 'a' }), at(2, { product_id: 'b' }), at(1, { product_id: 'c' })] } },
    false,
  ],
  [
    'what has no value is in no group',
    event({ by: 'product_id', count: { $gte: 2 } }),
    { events: { A: [at(3, {}), at(2, { product_id: null })] } },
    false,
  ],
  [
    'a value that nobody has any more is none',
    event({ by: 'product_id', count: { $lt: 2 }, within: '7d' }),
    { events: { A: [at(DAY, { product_id: 'a' })] } },
    true,
    NOW + 6 * DAY,
  ],
  [
    'in each of the last two days',
    event({ within: '2d', per: '1d' }),
    { events: { A: [at(30 * HOUR), at(2 * HOUR)] } },
    true,
    NOW + 18 * HOUR,
  ],
  [
    'not in each: the day before is empty',
    event({ within: '2d', per: '1d' }),
    { events: { A: [at(2 * HOUR)] } },
    false,
    NOW + 22 * HOUR,
  ],
  [
    'coupon in most orders',
    event({ where: { coupon: { $exists: true } }, of: { name: 'A' }, value: { $gt: 0.5 } }),
    { events: { A: [at(3, { coupon: 'x' }), at(2, { coupon: 'y' }), at(1, {})] } },
    true,
  ],
  [
    'exactly half is not most',
    event({ where: { coupon: { $exists: true } }, of: { name: 'A' }, value: { $gt: 0.5 } }),
    { events: { A: [at(3, { coupon: 'x' }), at(1, {})] } },
    false,
  ],
  [
    'a part of no orders is unknown',
    event({ of: { name: 'B' }, value: { $lte: 1 } }),
    { events: { A: [at(1)] } },
    false,
  ],
  [
    'both windows of a ratio move',
    event({ within: '1d', of: { name: 'A', within: '7d' }, value: { $gte: 0.5 } }),
    { events: { A: [at(6 * DAY), at(HOUR)] } },
    true,
    NOW + 23 * HOUR,
  ],
  [
    'a field of the product that is named',
    event({ where: { 'product.margin': { $gt: 0.4 } } }),
    { events: { A: [at(1, { product_id: 'a' })] }, products: { a: { margin: 0.5 } } },
    true,
  ],
  [
    'a product that nobody knows has no fields',
    event({ where: { 'product.margin': { $exists: true } } }),
    { events: { A: [at(1, { product_id: 'a', product: { margin: 1 } })] }, products: {} },
    false,
  ],
  [
    'a field of a product in the list of an order',
    event({ where: { products: { $elemMatch: { 'product.margin': { $gt: 0.4 }, quantity: { $gte: 2 } } } } }),
    {
      events: {
        A: [
          at(1, {
            products: [
              { product_id: 'a', quantity: 1 },
              { product_id: 7, quantity: 2 },
            ],
          }),
        ],
      },
      products: { a: { margin: 0.5 }, 7: { margin: 0.6 } },
    },
    true,
  ],
  [
    'and it must be the same product of the list',
    event({ where: { products: { $elemMatch: { 'product.margin': { $gt: 0.4 }, quantity: { $gte: 2 } } } } }),
    {
      events: {
        A: [
          at(1, {
            products: [{ product_id: 'a', quantity: 1 }, { product_id: 'b', quantity: 2 }, null, 'a', []],
          }),
        ],
      },
      products: { a: { margin: 0.5 }, b: { margin: 0.1 } },
    },
    false,
  ],
  [
    'no product of the list with a high margin',
    event({
      where: { total: 9, $not: { products: { $elemMatch: { 'product.margin': { $gt: 0.4 } } } } },
    }),
    {
      events: { A: [at(1, { total: 9, products: [{ product_id: 'b' }, { product_id: 'none' }] })] },
      products: { b: { margin: 0.1 } },
    },
    true,
  ],
  [
    'a list that is none has no products',
    event({ where: { products: { $elemMatch: { 'product.margin': { $exists: false } } } } }),
    {
      events: { A: [at(1, { products: { product_id: 'a' } }), at(0, {})] },
      products: { a: { margin: 0.5 } },
    },
    false,
  ],
  [
    'and what the list has beside it is as it was',
    event({
      where: {
        $and: [{ products: { $size: 1 } }, { products: { $not: { $elemMatch: { 'product.margin': 0.1 } } } }],
      },
    }),
    {
      events: { A: [at(1, { products: [{ product_id: 'a', product: { margin: 0.1 } }] })] },
      products: { a: { margin: 0.5 } },
    },
    true,
  ],

  // Recency
  ['never is infinitely long ago', { kind: 'recency', name: 'A', value: { $gt: '7d' } }, {}, true],
  ['never is not recent', { kind: 'recency', name: 'A', value: { $lt: '7d' } }, {}, false],
  [
    'exactly seven days is not less than seven',
    { kind: 'recency', name: 'A', value: { $lt: '7d' } },
    { events: { A: [at(7 * DAY)] } },
    false,
  ],
  [
    'less than seven days, until it is seven',
    { kind: 'recency', name: 'A', value: { $lt: '7d' } },
    { events: { A: [at(DAY)] } },
    true,
    NOW + 6 * DAY,
  ],
  [
    'more than seven days, one millisecond after',
    { kind: 'recency', name: 'A', value: { $gt: '7d' } },
    { events: { A: [at(DAY)] } },
    false,
    NOW + 6 * DAY + 1,
  ],

  // Sequences
  [
    'one after the other',
    sequence([{ name: 'A' }, { name: 'B' }]),
    { events: { A: [at(2 * DAY)], B: [at(DAY)] } },
    true,
  ],
  [
    'the other before the one',
    sequence([{ name: 'A' }, { name: 'B' }]),
    { events: { A: [at(DAY)], B: [at(2 * DAY)] } },
    false,
  ],
  [
    'both in one moment are not one after the other',
    sequence([{ name: 'A' }, { name: 'B' }]),
    { events: { A: [at(DAY)], B: [at(DAY)] } },
    false,
  ],
  [
    'the window is half-open: its end is outside',
    sequence([{ name: 'A' }, { name: 'B' }], '1d'),
    { events: { A: [at(2 * DAY)], B: [at(DAY)] } },
    false,
  ],
  [
    'a millisecond less is inside',
    sequence([{ name: 'A' }, { name: 'B' }], '1d'),
    { events: { A: [at(2 * DAY)], B: [at(DAY + 1)] } },
    true,
  ],
  [
    'a later start is tried as well',
    sequence([{ name: 'A' }, { name: 'B' }], '1h'),
    { events: { A: [at(3 * DAY), at(DAY)], B: [at(DAY - MINUTE)] } },
    true,
  ],
  [
    'what must not lie between',
    sequence([{ name: 'A' }, { not: { name: 'C' } }, { name: 'B' }]),
    { events: { A: [at(3 * HOUR)], C: [at(2 * HOUR)], B: [at(HOUR)] } },
    false,
  ],
  [
    'what must not lie between may lie before',
    sequence([{ name: 'A' }, { not: { name: 'C' } }, { name: 'B' }]),
    { events: { A: [at(3 * HOUR)], C: [at(4 * HOUR)], B: [at(HOUR)] } },
    true,
  ],
  [
    'in the moment of a neighbour is not between',
    sequence([{ name: 'A' }, { not: { name: 'C' } }, { name: 'B' }]),
    { events: { A: [at(3 * HOUR)], C: [at(HOUR)], B: [at(HOUR)] } },
    true,
  ],
  [
    'a last not waits for the end of the window',
    sequence([{ name: 'A' }, { not: { name: 'B' } }], '1h'),
    { events: { A: [at(10 * MINUTE)] } },
    false,
    NOW + 50 * MINUTE,
  ],
  [
    'a last not is true when the window has ended',
    sequence([{ name: 'A' }, { not: { name: 'B' } }], '1h'),
    { events: { A: [at(HOUR)] } },
    true,
  ],
  [
    'a last not that happened',
    sequence([{ name: 'A' }, { not: { name: 'B' } }], '1h'),
    { events: { A: [at(2 * HOUR)], B: [at(HOUR + 1)] } },
    false,
  ],
  [
    'a last not at the very end of the window',
    sequence([{ name: 'A' }, { not: { name: 'B' } }], '1h'),
    { events: { A: [at(2 * HOUR)], B: [at(HOUR)] } },
    true,
  ],
  [
    'the window of a last not runs from the first step',
    sequence([{ name: 'A' }, { name: 'B' }, { not: { name: 'C' } }], '1h'),
    { events: { A: [at(50 * MINUTE)], B: [at(40 * MINUTE)] } },
    false,
    NOW + 10 * MINUTE,
  ],
  ['an empty history is no sequence', sequence([{ name: 'A' }, { not: { name: 'B' } }], '1h'), {}, false],

  // Visits
  [
    'two visits, half an hour apart',
    session({ count: 2 }),
    { events: { A: [at(DAY), at(DAY - 30 * MINUTE)] } },
    true,
  ],
  [
    'one visit, a millisecond less apart',
    session({ count: 1 }),
    { events: { A: [at(DAY), at(DAY - 30 * MINUTE + 1)] } },
    true,
  ],
  [
    'another campaign begins another visit',
    session({ count: 2 }),
    {
      events: {
        'Page Viewed': [
          at(3 * MINUTE, { url: 'https://shop/?utm_campaign=a' }),
          at(2 * MINUTE, { url: 'https://shop/' }),
          at(MINUTE, { url: 'https://shop/?utm_campaign=b' }),
        ],
      },
    },
    true,
  ],
  [
    'one page and nothing done is a bounce',
    session({ which: 'last', where: { bounce: true } }),
    { events: { 'Page Viewed': [at(DAY)], 'Scroll Depth Reached': [at(DAY - 1, { depth: 50 })] } },
    true,
  ],
  [
    'something done is no bounce',
    session({ which: 'last', where: { bounce: true } }),
    { events: { 'Page Viewed': [at(DAY)], A: [at(DAY - 1)] } },
    false,
  ],
  [
    'duration, pages and depth',
    session({ where: { duration: 90, pages: 2, scroll: 75 } }),
    {
      events: {
        'Page Viewed': [at(DAY), at(DAY - 90 * SECOND)],
        'Scroll Depth Reached': [at(DAY - SECOND, { depth: 75 })],
      },
    },
    true,
  ],
  ['nobody came', session({ which: 'first' }), {}, false],
  [
    'visits leave the window by their beginning',
    session({ within: '1d' }),
    { events: { A: [at(DAY - MINUTE), at(DAY - 2 * MINUTE)] } },
    true,
    NOW + MINUTE,
  ],

  // Membership, tags, lists, shares
  ['in a segment', { kind: 'segment', id: 'vip' }, { segments: ['vip'] }, true],
  ['on a list', { kind: 'list', connection: 'hub', id: '7' }, { lists: ['hub:7'] }, true],
  [
    'on the list of another connection',
    { kind: 'list', connection: 'hub', id: '7' },
    { lists: ['other:7'] },
    false,
  ],
  ['tagged', { kind: 'tag', name: 'b2b' }, { tags: ['b2b'] }, true],
  ['not tagged', { kind: 'tag', name: 'b2b' }, { tags: ['B2B'] }, false],
  ['a share of all is everybody', { kind: 'random', salt: 's', share: 1 }, {}, true],
  ['a share of none is nobody', { kind: 'random', salt: 's', share: 0 }, {}, false],
  ['a stranger is in no share', { kind: 'random', salt: 's', share: 1 }, { profile: null }, false],

  // The visit in hand
  ['a context that says nothing', { kind: 'context', where: { device: 'mobile' } }, {}, false],
  [
    'local time holds until the minute is over',
    { kind: 'context', where: { localTime: { $gte: '18:00' } } },
    { context: { localTime: '18:05' } },
    true,
    NOW + MINUTE,
  ],
  [
    'Bratislava is within 60 km of Vienna',
    { kind: 'context', where: {}, near: { lat: 48.2082, lon: 16.3738, km: 60 } },
    { context: { geo: { latitude: 48.1486, longitude: 17.1077 } } },
    true,
  ],
  [
    'and not within 50',
    { kind: 'context', where: {}, near: { lat: 48.2082, lon: 16.3738, km: 50 } },
    { context: { geo: { latitude: 48.1486, longitude: 17.1077 } } },
    false,
  ],
  [
    'across the date line is near',
    { kind: 'context', where: {}, near: { lat: 0, lon: 179.9, km: 30 } },
    { context: { geo: { latitude: 0, longitude: '-179.9' } } },
    true,
  ],
  [
    'nobody knows where',
    { kind: 'context', where: {}, near: { lat: 0, lon: 0, km: 20_000 } },
    { context: { geo: { latitude: null, longitude: 0 } } },
    false,
  ],

  // Scores
  ['no events, no engagement', score({ name: 'engagement', value: { $eq: 0 } }), {}, true],
  [
    'recency in whole days, until the next day counts',
    score({ name: 'rfm.recency', value: { $lte: 1 } }),
    { events: { 'Order Completed': [at(36 * HOUR)] } },
    true,
    NOW + 12 * HOUR,
  ],
  ['who never ordered has no recency', score({ name: 'rfm.recency', value: { $lt: 30 } }), {}, false],
  [
    'frequency',
    score({ name: 'rfm.frequency', value: 2 }),
    { events: { 'Order Completed': [at(2), at(1)] } },
    true,
  ],
  [
    'monetary, to the cent',
    score({ name: 'rfm.monetary', value: { $eq: 0.3 } }),
    { events: { 'Order Completed': [at(2, { total: 0.1 }), at(1, { revenue: 0.2 })] } },
    true,
  ],
  [
    'without a population there is no place in it',
    score({ trait: 'spent', percentile: { $gte: 0 } }),
    { traits: { spent: 5 } },
    false,
  ],
  [
    'the percentile of a trait',
    score({ trait: 'spent', percentile: { $gte: 90 } }),
    { traits: { spent: 90 }, populations: { '{"trait":"spent"}': HUNDRED } },
    true,
  ],
  [
    'who has no such trait has no place',
    score({ trait: 'spent', percentile: { $exists: false } }),
    { populations: { '{"trait":"spent"}': HUNDRED } },
    true,
  ],
  [
    'a z-score',
    score({ trait: 'spent', zscore: { $gt: 1.9 } }),
    { traits: { spent: '100' }, populations: { '{"trait":"spent"}': HUNDRED } },
    true,
  ],
  [
    'the fifth by recency falls with the days',
    score({ name: 'rfm.r', value: 5 }),
    { events: { 'Order Completed': [at(20 * DAY)] }, populations: { '{"name":"rfm.recency"}': HUNDRED } },
    true,
    NOW + DAY,
  ],
  [
    'the percentile of a figure whose window moves',
    score({ figure: { name: 'A', within: '7d' }, percentile: { $gte: 2 } }),
    {
      events: { A: [at(6 * DAY), at(DAY)] },
      populations: { '{"figure":{"name":"A","within":"7d"}}': HUNDRED },
    },
    true,
    NOW + DAY,
  ],

  // Saved groups
  [
    'in a saved group',
    inGroup('company', 'partners'),
    { traits: { company: 'hooli' }, groups: GROUPS },
    true,
  ],
  [
    'not in a saved group',
    inGroup('company', 'partners'),
    { traits: { company: 'Hooli' }, groups: GROUPS },
    false,
  ],
  ['what is unknown is in no saved group', inGroup('company', 'partners'), { groups: GROUPS }, false],
  ['what is unknown is outside of any', outside('company', 'partners'), { groups: GROUPS }, true],
  [
    'outside a saved group',
    outside('company', 'partners'),
    { traits: { company: 'acme' }, groups: GROUPS },
    false,
  ],
  ['a saved group of numbers', inGroup('id', 'numbers'), { traits: { id: 7 }, groups: GROUPS }, true],
  [
    'a saved group of numbers holds no text',
    inGroup('id', 'numbers'),
    { traits: { id: '7' }, groups: GROUPS },
    false,
  ],
  ['a saved group of both', inGroup('id', 'mixed'), { traits: { id: '7' }, groups: GROUPS }, true],
  ['a saved group of nothing', inGroup('id', 'nobody'), { traits: { id: 7 }, groups: GROUPS }, false],
  [
    'one of a list in a saved group',
    inGroup('ids', 'numbers'),
    { traits: { ids: [1, 8] }, groups: GROUPS },
    true,
  ],
  [
    'an entry in a saved group',
    { kind: 'trait', where: { orders: { $elemMatch: { shop: { $inGroup: 'partners' } } } } },
    { traits: { orders: [{ shop: 'amazon' }, { shop: 'acme' }] }, groups: GROUPS },
    true,
  ],
  [
    'events with a property in a saved group',
    event({ where: { shop: { $inGroup: 'partners' } }, count: { $gte: 2 }, within: '1d' }),
    {
      events: {
        A: [at(3 * HOUR, { shop: 'acme' }), at(2 * HOUR, { shop: 'other' }), at(HOUR, { shop: 'wonka' })],
      },
      groups: GROUPS,
    },
    true,
    NOW + 21 * HOUR,
  ],
  [
    'the last event with a property in a saved group',
    { kind: 'recency', name: 'A', where: { shop: { $inGroup: 'partners' } }, value: { $lt: '1d' } },
    { events: { A: [at(3 * HOUR, { shop: 'acme' }), at(HOUR, { shop: 'other' })] }, groups: GROUPS },
    true,
    NOW + 21 * HOUR,
  ],
  [
    'steps with properties in and outside of saved groups',
    sequence([
      { name: 'A', where: { shop: { $inGroup: 'partners' } } },
      { name: 'A', where: { shop: { $notInGroup: 'partners' } } },
    ]),
    { events: { A: [at(3 * HOUR, { shop: 'acme' }), at(HOUR, { shop: 'other' })] }, groups: GROUPS },
    true,
  ],
  [
    'a session with a count in a saved group',
    session({ where: { events: { $inGroup: 'numbers' } } }),
    { events: { A: [7, 6, 5, 4, 3, 2, 1].map((minutes) => at(minutes * MINUTE)) }, groups: GROUPS },
    true,
  ],
  [
    'a visit from a place in a saved group',
    { kind: 'context', where: { 'utm.source': { $inGroup: 'partners' } } },
    { context: { utm: { source: 'acme' } }, groups: GROUPS },
    true,
  ],
];

export const CONDITION_TABLE: readonly ConditionRow[] = GIVEN.map(
  ([name, condition, facts, value, until = null, now = NOW]) => ({
    name,
    condition,
    facts,
    value,
    until,
    now,
  }),
);
