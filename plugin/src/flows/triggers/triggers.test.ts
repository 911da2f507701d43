import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../json';
import { describeFlow } from '../describe';
import type { EntryTrigger, FlowDefinition, Trigger } from '../flow';
import { flowProblems } from '../problems';
import { flowReferences } from '../references';
import { flowDefinitionSchema, flowDraftSchema } from '../schema';
import { flowSteps } from '../steps/definitions';
import { flowTriggers } from './definitions';
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
  entry: {
    good: { type, on: 'changed', field: 'price', move: 'lower', segment: 'vip' },
    bad: [
      { type: 'product', on: 'changed', segment: 'vip' },
      { type, on: 'changed' },
      { type, on: 'changed', segment: 'vip', viewedWithin: '3d' },
    ],
    says: `When an entry of ${type} has a price that falls, for everyone in the segment “vip”`,
  },
  api: { good: {}, bad: [{ key: 'x' }], says: 'When another program says so' },
};

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
