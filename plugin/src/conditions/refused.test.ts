import { describe, expect, it } from 'vitest';

import { filterSchema } from './filter/schema';
import { conditionSchema } from './schema';

const faultsOf = (condition: unknown): readonly string[] =>
  conditionSchema
    .safeParse(condition)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

const event = (options: object) => ({ kind: 'event', name: 'A', ...options });
const sequence = (options: object) => ({
  kind: 'sequence',
  steps: [{ name: 'A' }, { name: 'B' }],
  ...options,
});
const within = (window: unknown) => event({ within: window });

/** `[what, condition, the fault: its path and what was expected]` */
const REFUSED: readonly (readonly [string, unknown, string])[] = [
  [
    'a kind with a slip',
    { kind: 'sequnce' },
    'kind: There is no condition of the kind "sequnce". Did you mean "sequence"?',
  ],
  ['a window of zero', within('0d'), 'within: A window is at least 1s'],
  ['a window of a thousand years', within('365250d'), 'within: A window may be 100 years (36525d) at most.'],
  ['a window in words', within('two weeks'), 'within: A window reads 90s, 15m, 24h, 7d, today'],
  ['a window that is a number', within(7), 'within: A window reads'],
  ['a window below zero', within('-7d'), 'within: A window reads'],
  [
    'a recency of zero',
    { kind: 'recency', name: 'A', value: { $lt: '0s' } },
    'value.$lt: A duration is at least 1s',
  ],
  [
    'a recency of a thousand years',
    { kind: 'recency', name: 'A', value: { $gt: '999999d' } },
    'value.$gt: A duration may be 100 years (36525d) at most.',
  ],
  ['a count in text', event({ count: 'three' }), 'count: Give a number, or operators on one'],
  [
    'a count that is compared with text',
    event({ count: { $gte: '3' } }),
    'count.$gte: "$gte" takes a number.',
  ],
  [
    'a count by a pattern',
    event({ count: { $regex: '3' } }),
    'count.$regex: Numbers know no operator "$regex".',
  ],
  [
    'a count with a slip',
    event({ count: { $gt3: 3 } }),
    'count.$gt3: Numbers know no operator "$gt3". Did you mean "$gt"?',
  ],
  ['a count of nothing', event({ count: {} }), 'count: Give a number'],
  [
    'two figures at once',
    event({ sum: 'a', max: 'b', value: 1 }),
    ': A condition has one figure: put two into an "all".',
  ],
  [
    'a figure with a count',
    event({ sum: 'a', count: 1, value: 1 }),
    'count: "sum" goes with "value", not with "count"',
  ],
  ['a figure without a value', event({ average: 'a' }), 'value: "average" and "value" go together.'],
  ['a value without a figure', event({ value: 3 }), 'value: "sum" and "value" go together.'],
  ['a sum that must be text', event({ sum: 'a', value: { $eq: 'x' } }), 'value.$eq: "$eq" takes a number.'],
  ['a path that is a number', event({ sum: 3, value: 1 }), 'sum: '],
  ['"per" without a window', event({ per: '7d' }), 'within: "per" cuts a window into parts'],
  [
    '"per" that does not divide',
    event({ within: '30d', per: '7d' }),
    'per: "per" must divide "within" evenly',
  ],
  ['"per" as long as the window', event({ within: '7d', per: '7d' }), 'per: "per" must divide'],
  ['"per" in too many parts', event({ within: '365d', per: '1m' }), 'per: "per" must divide'],
  ['"per" of a calendar window', event({ within: 'this week', per: '1d' }), 'per: "per" must divide'],
  ['"per" of zero', event({ within: '7d', per: '0d' }), 'per: A duration is at least 1s'],
  [
    'a ratio by value',
    event({ of: { name: 'A' }, by: 'a', value: 1 }),
    'by: A figure that is divided by another has no "by" and no "per".',
  ],
  [
    'a ratio of two figures below',
    event({ of: { name: 'A', sum: 'a', min: 'b' }, value: 1 }),
    'of.min: A condition has one figure',
  ],
  [
    'a ratio by a last value',
    event({ of: { name: 'A', last: 'a' }, value: 1 }),
    'of.last: "last" gives a value and no number',
  ],
  [
    'a ratio with a count',
    event({ of: { name: 'A' }, count: 1, value: 1 }),
    'count: A figure divided by another goes with "value"',
  ],
  ['a ratio without a value', event({ of: { name: 'A' } }), 'value: "of" and "value" go together.'],
  ['a sequence of one', { kind: 'sequence', steps: [{ name: 'A' }] }, 'steps: '],
  [
    'a sequence that starts with a not',
    sequence({ steps: [{ not: { name: 'A' } }, { name: 'B' }] }),
    'steps.0: The first step must happen',
  ],
  [
    'a last not without a window',
    sequence({ steps: [{ name: 'A' }, { not: { name: 'B' } }] }),
    'within: A last step that must not happen needs a "within"',
  ],
  ['a step without a name', sequence({ steps: [{ name: 'A' }, { where: {} }] }), 'steps.1.name: '],
  [
    'a fault inside a not',
    sequence({ steps: [{ name: 'A' }, { not: { name: 'B', where: { a: { $gtt: 1 } } } }, { name: 'C' }] }),
    'steps.1.not.where.a.$gtt: There is no operator "$gtt". Did you mean "$gt"?',
  ],
  ['a sequence in a calendar window', sequence({ within: 'today' }), 'within: A duration reads 90s'],
  [
    'a visit by a field it has not',
    { kind: 'session', where: { page: 1 } },
    'where: A session has no "page". Did you mean "pages"?',
  ],
  ['many last visits', { kind: 'session', which: 'last', count: 2 }, 'count: There is one last session'],
  [
    'a score with a slip',
    { kind: 'score', name: 'rfm.recensy', value: 1 },
    'name: There is no score "rfm.recensy". Did you mean "rfm.recency"?',
  ],
  [
    'two scores at once',
    { kind: 'score', name: 'engagement', trait: 'a', percentile: 1 },
    'trait: Give one of "name"',
  ],
  ['a score of nothing', { kind: 'score', percentile: 1 }, ': Give one of "name"'],
  [
    'a score by nothing',
    { kind: 'score', name: 'engagement' },
    ': Give one of "value", "percentile" and "zscore".',
  ],
  [
    'a score by two things',
    { kind: 'score', name: 'engagement', value: 1, zscore: 1 },
    'zscore: Give one of "value"',
  ],
  [
    'the value of a trait',
    { kind: 'score', trait: 'a', value: 1 },
    'value: Its place among all people is asked here; for the value itself there is the kind "trait".',
  ],
  [
    'the percentile of a fifth',
    { kind: 'score', name: 'rfm.r', percentile: 90 },
    'percentile: "rfm.r" is a place among all people already',
  ],
  [
    'a percentile in text',
    { kind: 'score', name: 'engagement', percentile: { $gt: 'top' } },
    'percentile.$gt: "$gt" takes a number.',
  ],
  ['a share above one', { kind: 'random', salt: 'a', share: 10 }, 'share: '],
  ['a share without a salt', { kind: 'random', share: 0.1 }, 'salt: '],
  ['a place beyond the pole', { kind: 'context', where: {}, near: { lat: 91, lon: 0, km: 1 } }, 'near.lat: '],
  ['a place without a distance', { kind: 'context', where: {}, near: { lat: 1, lon: 0 } }, 'near.km: '],
  ['a tag without a name', { kind: 'tag', name: '' }, 'name: '],
  [
    'a pattern that runs away',
    { kind: 'trait', where: { a: { $regex: '(a+)+$' } } },
    'where.a.$regex: On a long text this pattern could take for ever',
  ],
  [
    'a pattern that looks back',
    { kind: 'trait', where: { a: { $regex: '(?<=a)b' } } },
    'where.a.$regex: On a long',
  ],
  [
    'a pattern that is none',
    { kind: 'trait', where: { a: { $regex: '(' } } },
    'where.a.$regex: This pattern is not a regular expression.',
  ],
  [
    'a pattern that runs away, deep down',
    { all: [{ not: event({ where: { a: { $not: { $regexi: '(x|xx)+' } } } }) }] },
    'all.0.not.where.a.$not.$regexi: On a long text',
  ],
  ...(
    [
      [{ $gt: {} }, '$gt: "$gt" takes a number or a text.'],
      [{ $gte: null }, '$gte: "$gte" takes a number or a text.'],
      [{ $lt: [1] }, '$lt: "$lt" takes a number or a text.'],
      [{ $lte: true }, '$lte: "$lte" takes a number or a text.'],
      [{ $eq: {} }, '$eq: "$eq" takes a text, a number, true, false or null.'],
      [{ $ne: ['a'] }, '$ne: "$ne" takes a text'],
      [{ $exists: 'no' }, '$exists: "$exists" takes true or false.'],
      [{ $veq: [] }, '$veq: "$veq" takes a version, as "2.1.0".'],
      [{ $vgt: '' }, '$vgt: "$vgt" takes a version'],
      [{ $vlt: null }, '$vlt: "$vlt" takes a version'],
      [{ $size: 'x' }, '$size: Give a number, or operators on one'],
      [{ $size: { $regex: '3' } }, '$size.$regex: Numbers know no operator'],
      [{ $in: [{}] }, '$in: "$in" takes a list of texts, numbers, true, false or null.'],
      [{ $nini: [['a']] }, '$nini: "$nini" takes a list of texts'],
      [{ $all: 'a' }, '$all: "$all" takes a list.'],
      [{ $all: ['a', { $gtt: 1 }] }, '$all.1.$gtt: There is no operator'],
      [{ $elemMatch: 'a' }, '$elemMatch: A filter is an object'],
      [{ $type: 7 }, '$type: There is no type "7".'],
      [{ $not: { $gt: {} } }, '$not.$gt: "$gt" takes a number or a text.'],
      [{ $inGroup: 7 }, '$inGroup: "$inGroup" takes the key of a saved group.'],
      [{ $notInGroup: '' }, '$notInGroup: "$notInGroup" takes the key of a saved group.'],
      [{ $inGrup: 'staff' }, '$inGrup: There is no operator "$inGrup". Did you mean "$inGroup"?'],
    ] as const
  ).map(
    ([test, fault]) =>
      [JSON.stringify(test), { kind: 'trait', where: { a: test } }, `where.a.${fault}`] as const,
  ),
  ...(
    [
      [{ devcie: 'mobile' }, 'devcie: A visit has no "devcie". Did you mean "device"?'],
      [
        { $or: [{ 'utm.sorce': 'x' }] },
        '$or.0.utm.sorce: A visit has no "utm.sorce". Did you mean "utm.source"?',
      ],
      [{ consent: 'marketing' }, 'consent: What is agreed to is a list: ask for { "$in": ["marketing"] }.'],
      [{ consent: { $not: { $eq: 'marketing' } } }, 'consent.$not.$eq: What is agreed to is a list'],
      [{ weekday: 'Monday' }, 'weekday: A weekday is written as "monday".'],
      [{ weekday: { $in: ['monday', 'Tue'] } }, 'weekday.$in.1: A weekday is written'],
      [{ localTime: { $gte: '6pm' } }, 'localTime.$gte: A time is written as "18:00".'],
      [{ localTime: { $lt: '9:00' } }, 'localTime.$lt: A time is written'],
      [{ localTime: 18 }, 'localTime: A time is written'],
      [{ $not: { localTime: { $not: { $gt: '25:00' } } } }, '$not.localTime.$not.$gt: A time is written'],
    ] as const
  ).map(([where, fault]) => [JSON.stringify(where), { kind: 'context', where }, `where.${fault}`] as const),
  ['an option with a slip', event({ wihtin: '7d' }), ': Unrecognized key: "wihtin"'],
  ['a list where one leaf stands', { kind: ['event'] }, ': A part needs a "kind"'],
];

describe('what is refused when a condition is saved', () => {
  it.each(REFUSED)('%s', (_what, condition, fault) => {
    const [path, message = ''] = fault.split(/: (.*)/s);
    const found = faultsOf(condition);
    expect(
      found.some((one) => one.startsWith(`${path}: `) && one.includes(message)) ||
        found.some((one) => one.includes(fault)),
      found.join('\n'),
    ).toBe(true);
  });
});

describe('what is taken when a condition is saved', () => {
  it.each<[string, object]>([
    ['trait', { a: { $eq: null }, b: { $gte: '2026-01-01' }, c: { $size: { $gte: 2 } }, d: { $veq: 2 } }],
    ['trait', { a: { $in: ['x', 1, true, null] }, b: { $all: ['x', { $gt: 1 }] }, c: { $type: 'array' } }],
    ['trait', { a: ['x'], b: { c: 1 }, c: null, d: { $elemMatch: { e: { $gt: 1 } } } }],
    ['context', { localTime: { $gte: '18:00', $lt: '23:59' }, weekday: { $nin: ['monday', 'sunday'] } }],
    ['context', { localTime: { $regex: '^1' }, weekday: { $exists: true }, 'geo.latitude': { $gt: 48 } }],
    ['context', { 'landing.utm.content': 'a', timezone: 'Europe/Vienna', consent: { $in: ['marketing'] } }],
    ['context', { consent: { $elemMatch: { $eq: 'marketing' } }, geo: { $exists: true } }],
  ])('%s %j', (kind, where) => {
    expect(faultsOf({ kind, where })).toEqual([]);
  });

  const wide = (count: number) => Array.from({ length: count }, (_, at) => ({ [`a${at}`]: 1 }));
  const together = (count: number): object => Object.assign({}, ...wide(count));

  it('counts the tests of parts among them', () => {
    const trait = (where: object) => ({ kind: 'trait', where });
    expect(faultsOf(trait(together(500)))).toEqual([]);
    for (const where of [
      together(501),
      { $or: wide(50_000) },
      { $nor: [{ $and: wide(300) }] },
      { a: { $elemMatch: together(501) } },
    ]) {
      expect(faultsOf(trait(where)).join()).toContain('500 parts at most');
    }
    const parts = (count: number) => ({ any: Array.from({ length: count }, () => trait(together(10))) });
    expect(faultsOf(parts(49))).toEqual([]);
    expect(faultsOf(parts(50)).join()).toContain('500 parts at most');
    expect(filterSchema.safeParse({ $or: wide(501) }).error?.issues[0]?.message).toContain('500 tests');
  });
});
