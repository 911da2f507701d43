import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { compile, conditionSchema, describe as sentenceOf, segmentKeySchema } from '../../plugin/src';
import { factsOf, type PlainFacts } from './condition-table';

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'templates/segments');

const templateSchema = z.strictObject({
  key: segmentKeySchema,
  name: z.string().min(1).max(80),
  description: z.string().min(1).max(300),
  purpose: z.string().min(1).max(300),
  folder: z.string().min(1),
  condition: conditionSchema,
});

const templates = readdirSync(folder).map((file) => ({
  file,
  ...templateSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
}));

const NOW = Date.UTC(2026, 5, 15, 18);
const DAY = 86_400_000;
const days = (...ago: readonly number[]) => ago.map((one) => ({ at: NOW - one * DAY }));
const each = (ago: readonly number[], properties: object) =>
  days(...ago).map((event) => ({ ...event, properties: properties as never }));
const seen = (first: number, last: number) => ({
  profile: { firstSeenAt: NOW - first * DAY, lastSeenAt: NOW - last * DAY },
});
const mobile = (localTime: string) => ({ context: { device: 'mobile', localTime } });
const products = { cheap: { margin: 0.1 }, dear: { margin: 0.6 } };

/** One person who is in, and one who nearly is. */
const PEOPLE: Readonly<Record<string, { readonly inside: PlainFacts; readonly outside: PlainFacts }>> = {
  'new-visitors': { inside: seen(0.5, 0), outside: seen(1, 0) },
  'returning-visitors': {
    inside: { ...seen(9, 0), events: { 'Page Viewed': days(9, 0) } },
    outside: { ...seen(9, 9), events: { 'Page Viewed': days(9.001, 9) } },
  },
  'one-time-explorers': {
    inside: { ...seen(20, 20), events: { 'Page Viewed': days(20.003, 20.002, 20.001) } },
    outside: { ...seen(20, 20), events: { 'Page Viewed': days(20.003, 20.002) } },
  },
  'avid-readers': {
    inside: { events: { 'Page Viewed': each(Array<number>(15).fill(6), {}) } },
    outside: { events: { 'Page Viewed': [...days(7), ...each(Array<number>(14).fill(6), {})] } },
  },
  'mobile-evening-shoppers': {
    inside: { ...mobile('20:15'), events: { 'Product Viewed': days(3) } },
    outside: { ...mobile('12:15'), events: { 'Product Viewed': days(3) } },
  },
  'high-intent': {
    inside: { events: { 'Product Viewed': each([3, 2, 1], { product_id: 'a' }) } },
    outside: {
      events: {
        'Product Viewed': [...each([3], { product_id: 'a' }), ...each([2, 1], { product_id: 'b' })],
      },
    },
  },
  'cart-abandoners': {
    inside: { events: { 'Product Added': days(1), 'Order Completed': days(30) } },
    outside: { events: { 'Product Added': days(1), 'Order Completed': days(0.9) } },
  },
  'bargain-hunters': {
    inside: { events: { 'Order Completed': [...each([9, 5], { coupon: 'SALE' }), ...days(1)] } },
    outside: { events: { 'Order Completed': [...each([9], { coupon: 'SALE' }), ...days(1)] } },
  },
  'high-margin-browsers': {
    inside: { products, events: { 'Product Viewed': each([3, 2, 1], { product_id: 'dear' }) } },
    outside: { products, events: { 'Product Viewed': each([3, 2, 1], { product_id: 'cheap' }) } },
  },
  'frequent-high-spenders': {
    inside: { events: { 'Order Completed': each([80, 40, 1], { total: 101 }) } },
    outside: { events: { 'Order Completed': each([80, 40, 1], { total: 100 }) } },
  },
  'engaged-recent-buyers': {
    inside: { events: { 'Order Completed': days(1), 'Product Added': days(1, 1) } },
    outside: { events: { 'Order Completed': days(29) } },
  },
  'premium-buyers': {
    inside: { events: { 'Order Completed': [...each([9], { total: 100 }), ...each([1], { total: 200 })] } },
    outside: { events: { 'Order Completed': each([1], { total: 500 }) } },
  },
  'lapsed-customers': {
    inside: { events: { 'Order Completed': days(90) } },
    outside: { events: { 'Order Completed': days(200, 89.9) } },
  },
  trial: {
    inside: { events: { 'Trial Started': days(5) } },
    outside: { events: { 'Trial Started': days(5), 'Subscription Started': days(1) } },
  },
  'active-subscribers': {
    inside: { events: { 'Subscription Started': days(60), 'Page Viewed': days(22, 15, 8, 1) } },
    outside: {
      events: {
        'Subscription Started': days(60),
        'Subscription Cancelled': days(2),
        'Page Viewed': days(22, 15, 8, 1),
      },
    },
  },
  churned: {
    inside: { events: { 'Subscription Started': days(60), 'Subscription Cancelled': days(2) } },
    outside: {
      events: { 'Subscription Started': days(60, 1), 'Subscription Cancelled': days(2) },
    },
  },
};

describe('the templates of segments', () => {
  it('are sixteen, each in a file of its own key, and each with people to try it on', () => {
    expect(templates).toHaveLength(16);
    expect(templates.map(({ file }) => file)).toEqual(templates.map(({ key }) => `${key}.json`));
    expect(templates.map(({ key }) => key).sort()).toEqual(Object.keys(PEOPLE).sort());
  });

  it.each(templates)('$key: who is in, and who is not', ({ key, condition }) => {
    const judge = compile(condition);
    const { inside, outside } = PEOPLE[key] ?? { inside: {}, outside: {} };
    expect(sentenceOf(condition)).not.toBe('');
    expect([judge.test(factsOf(inside), NOW), judge.test(factsOf(outside), NOW)]).toEqual([true, false]);
    expect(judge.test(factsOf({ profile: null }), NOW)).toBe(false);
  });
});
