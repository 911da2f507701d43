import { describe, expect, it } from 'vitest';

import { noFacts, type EventFact, type Facts } from '../../conditions';
import type { JsonObject } from '../../json';
import { describeFlow } from '../describe';
import type { EntryTrigger, FlowDefinition, Trigger } from '../flow';
import { flowProblems } from '../problems';
import { flowReferences } from '../references';
import { flowDefinitionSchema, flowDraftSchema } from '../schema';
import { flowSteps } from '../steps/definitions';
import { flowTriggers } from './definitions';
import { foreseen } from '../trigger';
import { isEntryStart } from './entry/behaviour';

const steps = flowSteps();
const flow = (trigger: object): FlowDefinition => ({
  trigger: trigger as Trigger,
  start: 'end',
  steps: { end: { kind: 'end' } },
});
const type = 'api::product.product';

const SAMPLES: Readonly<
  Record<string, { readonly good: object; readonly bad: readonly object[]; readonly says: string }>
> = {
  event: {
    good: { name: 'Added', key: 'cart_id' },
    bad: [{ name: '' }],
    says: 'When “Added” happens, once for each cart_id',
  },
  'segment-entered': { good: { segment: 'vip' }, bad: [{}], says: 'When somebody enters the segment “vip”' },
  'segment-left': { good: { segment: 'vip' }, bad: [{}], says: 'When somebody leaves the segment “vip”' },
  schedule: {
    good: { cron: '0 9 * * 1', timezone: 'Europe/Vienna', segment: 'vip' },
    bad: [
      { cron: '61 * * * *', timezone: 'UTC', segment: 'vip' },
      { cron: '0 9 * * 1', timezone: 'Mars/Base', segment: 'vip' },
    ],
    says: 'For everyone in the segment “vip”, at 0 9 * * 1 in Europe/Vienna',
  },
  date: {
    good: { field: 'birthday', shift: '3d', direction: 'before', at: '09:00', yearly: true, zone: 'UTC' },
    bad: [
      { field: 'birthday' },
      { field: 'birthday', zone: 'Mars/Base' },
      { field: 'birthday', zone: 'UTC', shift: '-3d' },
      { field: 'birthday', zone: 'UTC', event: { name: '*' } },
    ],
    says: '3 days before their birthday at 09:00, every year, in their own time zone (else UTC)',
  },
  inactivity: {
    good: { for: '30d' },
    bad: [{ for: '-1d' }, {}],
    says: 'When somebody has done nothing for 30 days',
  },
  'cart-left': {
    good: { for: '1h', over: 100, currency: 'EUR' },
    bad: [{}, { for: 'soon' }, { for: '1h', over: -1 }, { for: '1h', over: 100, currency: 'euros' }],
    says: 'When a cart worth more than 100 EUR has been left for 1 hour, once for each cart_id',
  },
  entry: {
    good: { type, on: 'changed', field: 'price', move: 'lower', segment: 'vip' },
    bad: [
      { type: 'product', on: 'changed', segment: 'vip' },
      { type, on: 'changed' },
      { type, on: 'changed', segment: 'vip', viewedWithin: '3d' },
    ],
    says: 'When an entry of “product” has a price that falls, for everyone in the segment “vip”',
  },
  api: { good: {}, bad: [{ key: 'x' }], says: 'When another program says so' },
};

describe('a silence', () => {
  const DAY = 86_400_000;
  const event = (name: string, day: number): EventFact => ({ name, at: day * DAY, properties: {} });
  const silent = (events: readonly EventFact[], more: object = {}) =>
    foreseen(
      flow({ kind: 'inactivity', for: '30d', ...more }),
      { ...noFacts(), events: Object.fromEntries(events.map((one) => [one.name, [one]])) },
      11 * DAY,
    ).map(({ at }) => at / DAY);

  it('is not broken by our own mails, but by a click in one', () => {
    expect(silent([event('Page Viewed', 1), event('Email Sent', 10)])).toEqual([31]);
    expect(silent([event('Page Viewed', 1), event('Email Clicked', 10)])).toEqual([40]);
    expect(silent([event('Email Sent', 10)])).toEqual([]);
    expect(silent([event('Email Sent', 10)], { name: 'Email Sent' })).toEqual([40]);
  });
});

describe.each(flowTriggers.all().map(({ kind }) => kind))('the trigger %s', (kind) => {
  const { good, bad, says } = SAMPLES[kind] ?? { good: {}, bad: [], says: '' };

  it('takes what is right, refuses what is not, and reads as a sentence', () => {
    const whole = flow({ kind, ...good });
    expect(flowDefinitionSchema(steps).parse(whole)).toEqual(whole);
    expect(flowDraftSchema.parse(whole)).toEqual(whole);
    for (const one of bad) {
      const { error } = flowDefinitionSchema(steps).safeParse(flow({ kind, ...one }));
      expect(error?.issues[0]?.path[0], JSON.stringify(one)).toBe('trigger');
    }
    expect(describeFlow(whole, steps).trigger).toBe(says);
  });

  it('names its segments, and publishing refuses those that are not there', () => {
    const whole = flow({ kind, ...good });
    const named = 'segment' in good ? ['vip'] : [];
    expect([...flowReferences(whole, steps).segments]).toEqual(named);
    const problems = flowProblems(whole, steps, { templates: new Set(), segments: new Set() });
    expect(problems.map(({ path }) => path)).toEqual(named.map(() => 'trigger.segment'));
  });
});

describe('a cart that is left', () => {
  const HOUR = 3_600_000;
  const NOW = Date.UTC(2026, 5, 1);
  const put = (at: number, cart: string | null, price: number, more: JsonObject = {}) => ({
    name: 'Product Added',
    at,
    properties: { ...(cart ? { cart_id: cart } : {}), product_id: 'P', price, ...more },
  });
  const byName = (events: readonly EventFact[]): Facts['events'] => {
    const named: Record<string, EventFact[]> = {};
    for (const event of events) (named[event.name] ??= []).push(event);
    return named;
  };
  const ahead = (options: object, events: readonly EventFact[], now = NOW) =>
    foreseen(
      flow({ kind: 'cart-left', for: '1h', ...options }),
      {
        ...noFacts(),
        events: byName(events),
      },
      now,
    ).map(({ key, at }) => [key, (at - NOW) / HOUR]);

  it('comes so long after it was last moved, for each cart', () => {
    const events = [put(NOW - HOUR / 2, 'c1', 60), put(NOW - HOUR / 4, 'c1', 50), put(NOW - HOUR, 'c2', 1)];
    expect(ahead({}, events)).toEqual([['c1', 0.75]]);
    expect(ahead({}, events, NOW - 1)).toEqual([
      ['c2', 0],
      ['c1', 0.75],
    ]);
    expect(ahead({ for: '24h' }, [...events, put(NOW, null, 10)])).toEqual([
      ['c2', 23],
      ['c1', 23.75],
    ]);
  });

  it('does not come for what was ordered or emptied, whether the flow says so or not', () => {
    const ended = (name: string, properties: JsonObject) => [
      put(NOW - 2, 'c1', 60),
      { name, at: NOW - 1, properties },
    ];
    expect(ahead({}, ended('Order Completed', { cart_id: 'c1' }))).toEqual([]);
    expect(ahead({}, ended('Order Completed', {}))).toEqual([]);
    expect(ahead({}, ended('Order Completed', { cart_id: 'c2' }))).toHaveLength(1);
    expect(ahead({}, ended('Cart Emptied', { cart_id: 'c1' }))).toEqual([]);
  });

  it('is worth more than the flow says, in the currency that it says', () => {
    const cart = (price: number, more?: JsonObject) => [put(NOW, 'c1', price, more)];
    expect(ahead({ over: 100 }, cart(100))).toEqual([]);
    expect(ahead({ over: 100 }, cart(100.01))).toHaveLength(1);
    expect(ahead({ over: 100, currency: 'EUR' }, cart(101))).toHaveLength(1);
    expect(ahead({ over: 100, currency: 'EUR' }, cart(101, { currency: 'EUR' }))).toHaveLength(1);
    expect(ahead({ over: 100, currency: 'EUR' }, cart(101, { currency: 'USD' }))).toEqual([]);
  });
});

describe('what an entry starts for', () => {
  const starts = (options: Partial<EntryTrigger>, before: JsonObject | null, after: JsonObject) =>
    isEntryStart({ kind: 'entry', type, on: 'changed', ...options }, { type, before, after });

  it('is a move of a field, or the entry itself', () => {
    const lower = { field: 'price', move: 'lower' } as const;
    expect(starts(lower, { price: 10 }, { price: 9 })).toBe(true);
    expect(starts(lower, { price: 10 }, { price: 10 })).toBe(false);
    expect(starts(lower, {}, { price: 10 })).toBe(false);
    expect(starts({ ...lower, move: 'higher' }, { price: 10 }, { price: 11 })).toBe(true);
    const back = { field: 'stock', move: 'back' } as const;
    for (const none of [0, false, null, '']) {
      expect(starts(back, { stock: none }, { stock: 4 })).toBe(true);
      expect(starts(back, { stock: 4 }, { stock: none })).toBe(false);
    }
    expect(starts(back, { stock: 1 }, { stock: 4 })).toBe(false);
    expect(starts({ field: 'title' }, { title: 'a' }, { title: 'b' })).toBe(true);
    // Told only of what was written for the public: where no field moved, its blocks may have.
    expect(starts({}, { title: 'a' }, { title: 'a' })).toBe(true);
    expect(starts({ where: { title: 'b' } }, { title: 'a' }, { title: 'a' })).toBe(false);
  });

  it('tells what is new from what was there', () => {
    expect(starts({ on: 'published' }, null, { title: 'a' })).toBe(true);
    expect(starts({ on: 'published' }, { title: 'a' }, { title: 'a' })).toBe(false);
    expect(starts({}, null, { title: 'a' })).toBe(false);
    expect(starts({ type: 'api::page.page' }, {}, {})).toBe(false);
  });
});
