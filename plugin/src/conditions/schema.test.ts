import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../json';
import type { Condition, Filter } from './condition';
import { compile, createConditions, describe as sentenceOf, evaluate, explain, needs } from './conditions';
import { noFacts } from './facts';
import { conditionNames } from './names';
import { conditionSchema } from './schema';

const faultsOf = (condition: unknown): readonly string[] => {
  const { error } = conditionSchema.safeParse(condition);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
};

const nested = (depth: number): unknown => {
  let condition: unknown = { kind: 'trait', where: {} };
  for (let level = 1; level < depth; level += 1) condition = { not: condition };
  return condition;
};

const nestedFilter = (depth: number): unknown => {
  let filter: unknown = { country: 'DE' };
  for (let level = 1; level < depth; level += 1) filter = { $and: [filter] };
  return { kind: 'trait', where: filter };
};

describe('the schema of conditions', () => {
  it.each<[Condition, string]>([
    [{ all: [] }, 'anyone'],
    [{ any: [] }, 'no one'],
    [
      { kind: 'trait', where: { country: { $in: ['DE', 'AT'] }, 'plan.seats': { $gte: 5 } } },
      'country is one of DE, AT and plan.seats is at least 5',
    ],
    [{ kind: 'trait', where: { email: { $exists: false } } }, 'email is unknown'],
    [
      {
        kind: 'event',
        name: 'Order Completed',
        where: { total: { $gt: 50 } },
        count: { $gte: 3 },
        within: '30d',
      },
      'did "Order Completed" with total is more than 50 at least 3 times in the last 30 days',
    ],
    [
      { kind: 'event', name: 'Order Completed', sum: 'total', value: { $gt: 200 }, within: 'this month' },
      'the sum of total over "Order Completed" this month is more than 200',
    ],
    [
      { kind: 'event', name: '*', count: { $eq: 0 }, within: '90s' },
      'did any event never in the last 90 seconds',
    ],
    [{ kind: 'recency', name: '*', value: { $lt: '7d' } }, 'last seen less than 7 days ago'],
    [
      { kind: 'recency', name: 'Signed Up', which: 'first', value: { $gte: '1d', $lt: '24h' } },
      'first "Signed Up" at least 1 day and less than 24 hours ago',
    ],
    [{ not: { kind: 'segment', id: 'vip' } }, 'not (in the segment "vip")'],
    [{ kind: 'list', connection: 'hub', id: '7' }, 'on the CRM list "7"'],
    [
      {
        all: [
          {
            any: [
              { kind: 'segment', id: 'a' },
              { kind: 'segment', id: 'b' },
            ],
          },
          { kind: 'context', where: { device: 'mobile' } },
        ],
      },
      '(in the segment "a" or in the segment "b") and on this visit device is mobile',
    ],
  ])('accepts %j and reads it as a sentence', (condition, sentence) => {
    expect(faultsOf(condition)).toEqual([]);
    expect(sentenceOf(condition)).toBe(sentence);
    expect(() => compile(condition)).not.toThrow();
  });

  it.each<[string, unknown, string]>([
    ['text', 'vip', ': Each part of a condition is an object.'],
    ['null inside', { all: [null] }, 'all.0: Each part of a condition is an object.'],
    ['nothing at all', {}, ': A part needs a "kind", or "all", "any" or "not".'],
    ['all beside a kind', { all: [], kind: 'trait' }, ': Beside "all" there may be nothing in a part.'],
    ['all of no list', { all: {} }, 'all: "all" takes a list of parts.'],
    [
      'an unknown kind',
      { any: [{ kind: 'evnt' }] },
      'any.0.kind: There is no condition of the kind "evnt". Did you mean "event"?',
    ],
    ['an unknown option', { kind: 'segment', id: 'a', key: 'b' }, ': Unrecognized key: "key"'],
    [
      'an unknown operator',
      { kind: 'trait', where: { a: { $gtt: 1 } } },
      'where.a.$gtt: There is no operator "$gtt". Did you mean "$gt"?',
    ],
    [
      'an operator without a path',
      { kind: 'trait', where: { $gt: 1 } },
      'where.$gt: "$gt" stands behind a path, as in { "country": { "$gt": … } }.',
    ],
    [
      'an operator among keys',
      { kind: 'trait', where: { a: { $gt: 1, b: 2 } } },
      'where.a: Operators and other keys do not go together.',
    ],
    [
      '$in without a list',
      { kind: 'trait', where: { a: { $in: 1 } } },
      'where.a.$in: "$in" takes a list of texts',
    ],
    [
      'recency in numbers',
      { kind: 'recency', name: '*', value: { $lt: '7 days' } },
      'value.$lt: A duration reads 90s, 15m, 24h or 7d.',
    ],
    [
      'recency by $in',
      { kind: 'recency', name: '*', value: { $in: '7d' } },
      'value.$in: Recency knows no operator "$in".',
    ],
    [
      'a sum without a value',
      { kind: 'event', name: 'x', sum: 'total' },
      'value: "sum" and "value" go together.',
    ],
  ])('refuses %s', (_what, condition, fault) => {
    expect(faultsOf(condition).join('\n')).toContain(fault);
  });

  it('counts depth and parts before it walks', () => {
    expect(faultsOf(nested(20))).toEqual([]);
    expect(faultsOf(nested(21)).join()).toContain('20 deep');
    expect(faultsOf(nested(100_000)).join()).toContain('20 deep');
    expect(() => compile(nested(100_000) as Condition)).toThrow('20 deep');
    expect(faultsOf(nestedFilter(12))).not.toEqual([]);
    expect(faultsOf(nestedFilter(100_000)).join()).toContain('deep');
    expect(() => compile(nestedFilter(100_000) as Condition)).toThrow('deep');
    const wide = (parts: number) => ({ any: Array.from({ length: parts }, () => ({ all: [] })) });
    expect(faultsOf(wide(499))).toEqual([]);
    expect(faultsOf(wide(500)).join()).toContain('500');
    expect(faultsOf(wide(1_000_000)).join()).toContain('500');
  });

  it('says what a condition needs', () => {
    const condition: Condition = {
      all: [
        { kind: 'event', name: 'A' },
        { not: { kind: 'segment', id: 'vip' } },
        { kind: 'list', connection: 'hub', id: '7' },
        { kind: 'trait', where: { $or: [{ shop: { $not: { $inGroup: 'partners' } } }] } },
        { kind: 'recency', name: '*', value: { $lt: '1d' } },
        { kind: 'context', where: { device: 'tv' } },
        { kind: 'event', name: 'B', sum: 'product.margin', by: 'product.brand', value: { $gt: 1 } },
      ],
    };
    expect(needs(condition)).toEqual({
      events: new Set(['A', 'B']),
      tags: new Set(),
      products: new Set(['margin', 'brand']),
      populations: new Map(),
      segments: new Set(['vip']),
      lists: new Set(['hub:7']),
      groups: new Set(['partners']),
      seen: true,
      context: true,
      facts: true,
    });
    expect(needs({ kind: 'context', where: {} }).facts).toBe(false);
  });

  it('explains a verdict by the parts that decided', () => {
    const condition: Condition = {
      all: [
        { kind: 'trait', where: { country: 'DE' } },
        { kind: 'recency', name: '*', value: { $lt: '7d' } },
      ],
    };
    const now = 1_000 * 86_400_000;
    const seen = (days: number) => ({
      ...noFacts(),
      profile: { id: 'p', createdAt: 0, lastSeenAt: now - days * 86_400_000 },
      traits: { country: 'DE' },
    });
    const why = (days: number) => explain(condition, evaluate(condition, seen(days), now).reasons);
    expect(why(9)).toEqual(['last seen 9 days ago']);
    expect(why(2)).toEqual(['country is DE', 'last seen 2 days ago']);
    expect(explain(condition, evaluate(condition, noFacts(), now).reasons)).toEqual(['country is unknown']);
  });

  it('calls segments and lists by their names as they are at that moment', () => {
    const segments = new Map([['vip', 'Best customers']]);
    const names = conditionNames(segments, new Map([['hub:7', 'Newsletter']]));
    const language = createConditions([], { names: () => names });
    const condition: Condition = {
      all: [
        { kind: 'segment', id: 'vip' },
        { not: { kind: 'segment', id: 'gone' } },
        { kind: 'list', connection: 'hub', id: '7' },
        { kind: 'list', connection: 'other', id: '7' },
      ],
    };
    const told = () => language.describe(condition).split(' and ');
    expect(told()).toEqual([
      'in the segment "Best customers"',
      'not (in the segment "gone")',
      'on the CRM list "Newsletter"',
      'on the CRM list "7"',
    ]);
    const { reasons } = language.evaluate(condition, noFacts(), 0);
    expect(language.explain(condition, reasons)).toEqual(['not in the segment "Best customers"']);
    const listed: Condition = { kind: 'list', connection: 'hub', id: '7' };
    const found = language.evaluate(listed, { ...noFacts(), lists: new Set(['hub:7']) }, 0);
    expect(language.explain(listed, found.reasons)).toEqual(['on the CRM list "Newsletter"']);
    segments.set('vip', 'VIP');
    expect(told()[0]).toBe('in the segment "VIP"');
  });

  it('says whether what was found is in the saved groups that were asked for', () => {
    const groups = { partners: ['acme'], fairs: ['ispo', 'expo'], seats: [3] };
    const { evaluate: judge, explain: told } = createConditions([], { groups: () => groups });
    const why = (where: Filter, traits: JsonObject): readonly string[] => {
      const asked: Condition = { kind: 'trait', where };
      return told(asked, judge(asked, { ...noFacts(), traits }, 0).reasons);
    };
    expect(why({ company: { $inGroup: 'partners' } }, { company: 'acme' })).toEqual([
      'company is acme (in the saved group "partners")',
    ]);
    expect(why({ company: { $notInGroup: 'partners' } }, { company: 'acme' })).toEqual([
      'company is acme (in the saved group "partners")',
    ]);
    const either: Filter = {
      $or: [{ company: { $inGroup: 'partners' } }, { company: { $inGroup: 'fairs' } }],
    };
    expect(why({ ...either, plan: 'pro' }, { company: 'expo', plan: 'pro' })[0]).toContain(
      'company is expo (not in the saved group "partners", in the saved group "fairs")',
    );
    expect(why({ company: { $not: { $inGroup: 'partners' } } }, {})).toEqual([
      'company is unknown (not in the saved group "partners")',
    ]);
    expect(why({ fairs: { $elemMatch: { $inGroup: 'fairs' } } }, { fairs: ['cebit', 'ispo'] })).toEqual([
      'fairs is cebit, ispo (in the saved group "fairs")',
    ]);
    expect(why({ orders: { $elemMatch: { from: { $inGroup: 'fairs' } } } }, { orders: [] })[0]).toMatch(
      /\(not in the saved group "fairs"\)$/,
    );
    // How many there are is nothing that stands in the value itself.
    expect(why({ list: { $size: { $inGroup: 'seats' } } }, { list: ['a', 'b', 'c'] })).toEqual([
      'list is a, b, c',
    ]);
    const facts = { ...noFacts(), traits: { company: 'globex' }, groups: { partners: ['globex'] } };
    const partner: Condition = { kind: 'trait', where: { company: { $inGroup: 'partners' } } };
    expect(told(partner, judge(partner, facts, 0).reasons, facts.groups)).toEqual([
      'company is globex (in the saved group "partners")',
    ]);
  });
});
