import type { Condition } from '../../plugin/src';
import type { ConditionRow, PlainFacts } from './condition-table';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Thursday, 2026-09-24, 10:00 in UTC. */
const NOW = Date.UTC(2026, 8, 24, 10);

const order = (daysAgo: number, total = 10) => ({ at: NOW - daysAgo * DAY, properties: { total, sku: 'a' } });
const orders = (...daysAgo: readonly number[]): PlainFacts => ({
  events: { 'Order Completed': daysAgo.map((days) => order(days)) },
});
const row = (
  name: string,
  condition: Condition,
  facts: PlainFacts,
  value: boolean,
  until: number | null = null,
): ConditionRow => ({ name, condition, facts, now: NOW, value, until });

const three: Condition = { kind: 'event', name: 'Order Completed', count: { $gte: 3 }, within: '30d' };
const none: Condition = { kind: 'event', name: 'Order Completed', count: 0, within: '30d' };
const two: Condition = { kind: 'event', name: 'Order Completed', count: 2, within: '30d' };
const rich: Condition = {
  kind: 'event',
  name: 'Order Completed',
  sum: 'total',
  value: { $gt: 25 },
  within: '30d',
};
const today: Condition = { kind: 'event', name: 'Order Completed', within: 'today' };
const german: Condition = { kind: 'trait', where: { country: 'DE' } };
const recent: Condition = { kind: 'recency', name: 'Order Completed', value: { $lt: '7d' } };
const lapsed: Condition = { kind: 'recency', name: 'Order Completed', value: { $gte: '7d' } };
const between: Condition = { kind: 'recency', name: 'Order Completed', value: { $gte: '2d', $lte: '7d' } };
const listed: Condition = { kind: 'list', connection: 'hub', id: '7' };
const inBase: Condition = { kind: 'segment', id: 'base' };
const mobile: Condition = { kind: 'context', where: { device: 'mobile' } };

/** What an index can tell, at its edges: each bound just inside and just outside, and people with nothing. */
export const BULK_ROWS: readonly ConditionRow[] = [
  row('three orders, the oldest just inside', three, orders(29.99, 2, 1), true, NOW + 0.01 * DAY),
  row('three orders, the oldest at the edge', three, orders(30, 2, 1), false),
  row('two orders and one to come', three, orders(2, 1, -1), false, NOW + DAY),
  row('no orders at all', three, {}, false),
  row('nothing is none', none, {}, true),
  row('one is not none, until it falls out', none, orders(10), false, NOW + 20 * DAY),
  row('exactly two', two, orders(20, 5), true, NOW + 10 * DAY),
  row('three become two when the oldest falls out', two, orders(25, 20, 5), false, NOW + 5 * DAY),
  row('a sum above', rich, orders(3, 2, 1), true, NOW + 27 * DAY),
  row('a sum below', rich, orders(2, 1), false),
  row('ordered today', today, orders(0.1), true, Date.UTC(2026, 8, 25)),
  row(
    'ordered today where it is yesterday',
    today,
    { ...orders(0.3), profile: { id: 'vienna', createdAt: 1, timezone: 'Pacific/Auckland' } },
    true,
    Date.UTC(2026, 8, 24, 12),
  ),
  row('ordered yesterday', today, orders(0.5), false),
  row('a trait', german, { traits: { country: 'DE' } }, true),
  row('another trait', german, { traits: { country: 'AT' } }, false),
  row('seen within the week', recent, orders(6), true, NOW + DAY),
  row('at the edge of the week', recent, orders(7), false),
  row('never is longer ago than any week', lapsed, {}, true),
  row('not yet lapsed', lapsed, orders(6), false, NOW + DAY),
  row('too fresh, later inside', between, orders(1), false, NOW + DAY),
  row('inside until after the last moment', between, orders(7), true, NOW + 1),
  row('too old for good', between, orders(7.1), false),
  row('on the list', listed, { lists: ['hub:7'] }, true),
  row('on another list', listed, { lists: ['hub:8'] }, false),
  row('a member of another', inBase, { segments: ['base'] }, true),
  row('no member of another', inBase, {}, false),
  row(
    'all of two',
    { all: [german, three] },
    { traits: { country: 'DE' }, ...orders(3, 2, 1) },
    true,
    NOW + 27 * DAY,
  ),
  row('all of three', { all: [three, listed, inBase] }, { ...orders(3, 2, 1), lists: ['hub:7'] }, false),
  row('any of two', { any: [listed, three] }, orders(3, 2, 1), true, NOW + 27 * DAY),
  row('any of two that hold, the longer', { any: [recent, three] }, orders(3, 2, 1), true, NOW + 27 * DAY),
  row(
    'what is kept and what the request says',
    { all: [german, mobile] },
    { traits: { country: 'DE' }, context: { device: 'mobile' } },
    true,
  ),
  row(
    'what is kept or what the request says',
    { any: [german, { not: mobile }] },
    { context: { device: 'mobile' } },
    false,
  ),
  row(
    'two parts that are kept around a request',
    { any: [{ all: [listed, mobile] }, { all: [german, { not: mobile }] }] },
    { traits: { country: 'DE' }, lists: ['hub:7'], context: { device: 'tv' } },
    true,
  ),
  row('not', { not: three }, {}, true),
  row('not within', { all: [recent, { not: listed }] }, orders(1), true, NOW + 6 * DAY),
  row('everyone', { all: [] }, {}, true),
  row('nobody', { any: [] }, { traits: { country: 'DE' } }, false),
  row(
    'only some of the events',
    { kind: 'event', name: 'Order Completed', where: { total: { $gt: 5 } }, count: { $gte: 2 } },
    { events: { 'Order Completed': [order(3, 4), order(2, 6), order(1, 7)] } },
    true,
  ),
  row(
    'any event',
    { kind: 'event', name: '*', count: { $gte: 2 } },
    { events: { A: [order(1)], B: [order(2)] } },
    true,
  ),
  row(
    'seen at all',
    { kind: 'recency', name: '*', value: { $lt: '7d' } },
    { events: { A: [order(1)] } },
    true,
    NOW + 6 * DAY,
  ),
  row(
    'our own mail is no visit',
    { kind: 'recency', name: '*', value: { $lt: '7d' } },
    { events: { A: [order(10)], 'Email Sent': [order(1)] } },
    false,
  ),
  row(
    'our own mail is nothing that they did',
    { kind: 'event', name: '*', count: { $gte: 1 } },
    { events: { 'Email Sent': [order(1)] } },
    false,
  ),
  row(
    'our own mail by its name',
    { kind: 'event', name: 'Email Sent' },
    { events: { 'Email Sent': [order(1)] } },
    true,
  ),
  row('a name of another thing', { kind: 'event', name: 'constructor' }, {}, false),
];
