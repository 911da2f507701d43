import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { flowSteps, noFacts, type FlowDefinition, type JsonObject } from '../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../tests/support/database';
import { createFlowWorld } from '../../../tests/support/flow-world';
import type { FlowInput } from '.';
import { flowsTables } from './strapi/tables';

const MINUTE = 60_000;

const definition: FlowDefinition = {
  trigger: { kind: 'event', name: 'Began', key: 'cart_id' },
  goal: { kind: 'event', name: 'Ordered', sameKey: true },
  start: 'out',
  steps: {
    out: { kind: 'holdout', share: 0, next: 'split' },
    split: { kind: 'split', ways: ['soon', 'soon'].map((next) => ({ share: 50, next })) },
    soon: { kind: 'wait', for: '1h', next: 'morning' },
    morning: { kind: 'wait-until', at: '09:00', zone: 'Europe/Vienna', next: 'code' },
    code: { kind: 'discount-code', pattern: 'CART-{8}', next: 'mail', failed: 'end' },
    mail: { kind: 'send-email', template: 't', next: 'clicked' },
    clicked: {
      ...{ kind: 'wait-for-event', name: 'Email Clicked', from: 'mail', timeout: '1d' },
      ...{ then: 'ask', otherwise: 'end' },
    },
    ask: {
      kind: 'branch',
      ways: [{ when: { kind: 'trait', where: { plan: 'pro' } }, next: 'trait' }],
      otherwise: 'end',
    },
    trait: { kind: 'set-trait', name: 'warm', value: true, next: 'tag', failed: 'end' },
    tag: { kind: 'tag', change: 'add', tag: 'warm', next: 'list', failed: 'end' },
    list: { kind: 'list', change: 'add', segment: 'partners', next: 'hook', failed: 'end' },
    hook: { kind: 'webhook', url: 'https://example.com/audience', next: 'crm', failed: 'end' },
    crm: { kind: 'crm-list', change: 'add', connection: 'c1', list: '7', next: 'other', failed: 'end' },
    other: { kind: 'start-flow', flow: 'other', next: 'last', failed: 'end' },
    last: { kind: 'wait', for: '30d', next: 'end' },
    end: { kind: 'end' },
  },
};

describe('a flow of every kind of step', () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());

  const event = (name: string, properties: JsonObject = {}): FlowInput => ({
    kind: 'event',
    event: { name, at: world.now, properties: { cart_id: 'c1', ...properties } },
  });

  it('goes from its trigger to its goal by the clock that it is given', { timeout: 60_000 }, async () => {
    const kinds = new Set(Object.values(definition.steps).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      flowSteps()
        .all()
        .map(({ kind }) => kind)
        .sort(),
    );
    const other = await world.live(
      {
        trigger: { kind: 'api' },
        start: 'w',
        steps: { w: { kind: 'wait', for: '1d', next: 'end' }, end: { kind: 'end' } },
      },
      'other',
    );
    const flow = await world.live(definition, 'every');
    world.facts = {
      ...noFacts(),
      profile: { id: 'ada', createdAt: 0, timezone: null },
      traits: { plan: 'pro' },
    };

    const visited: string[] = [];
    const look = async () => {
      const [run] = await world.db('attune_runs').where({ flow_id: flow });
      if (visited.at(-1) !== run.node) visited.push(run.node as string);
      return run as { id: string; node: string; ended_because: string | null; state: string };
    };
    await world.turn('ada', event('Began'));
    let clicked = false;
    // Five minutes at a time, for two days.
    for (let ticks = 0; ticks < 2 * 24 * 12; ticks += 1) {
      world.now += 5 * MINUTE;
      const { id, node } = await look();
      if (node === 'last') break;
      const click: boolean = node === 'clicked' && !clicked;
      clicked ||= click;
      await world.turn('ada', ...(click ? [event('Email Clicked', { effect_id: `${id}:mail:1` })] : []));
      await world.work();
    }
    expect(visited).toEqual([
      ...['soon', 'morning', 'code', 'clicked', 'trait', 'tag', 'list', 'hook', 'crm', 'other', 'last'],
    ]);
    await world.turn('ada', event('Ordered'));
    const run = await look();
    expect(run.ended_because).toBe('goal');
    expect(JSON.parse(run.state)).toMatchObject({ codes: { code: expect.stringMatching(/^CART-.{8}$/) } });
    expect(world.changed).toHaveLength(3);
    expect(world.called).toEqual([`${run.id}:hook:1`, `${run.id}:crm:1`]);
    const [mail] = await world.db('attune_outbox').where({ kind: 'send-email' });
    expect(new Date(Number(mail.created_at)).getUTCHours()).toBe(7);
    expect(await world.db('attune_runs').where({ flow_id: other, run_key: 'c1' })).toHaveLength(1);
    const effects: string[] = await world.db('attune_outbox').pluck('id');
    expect(new Set(effects).size).toBe(8);
    expect(await world.statuses()).toEqual(Array.from({ length: 8 }, () => 'sent'));
  });
});
