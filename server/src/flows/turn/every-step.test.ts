import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { flowSteps, noFacts, type JsonObject } from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { everyStep } from '../../../../tests/support/every-step';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import type { FlowInput } from '..';
import { flowsTables } from '../strapi/tables';

const MINUTE = 60_000;

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
    const kinds = new Set(Object.values(everyStep.steps).map(({ kind }) => kind));
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
    const flow = await world.live(everyStep, 'every');
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
