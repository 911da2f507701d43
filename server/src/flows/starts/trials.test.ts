import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { noFacts, type FlowDefinition } from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import { flowsTables } from '../strapi/tables';

const draft: FlowDefinition = {
  trigger: { kind: 'event', name: 'Began' },
  rules: { cap: { most: 0, within: '1d' }, hours: { weekdays: ['sun'], zone: 'UTC' } },
  start: 'out',
  steps: {
    out: { kind: 'holdout', share: 100, next: 'wait' },
    wait: { kind: 'wait', for: '3d', next: 'morning' },
    morning: { kind: 'wait-until', at: '09:00', zone: 'Europe/Vienna', next: 'tag' },
    tag: { kind: 'tag', change: 'add', tag: 'warm', next: 'hook' },
    hook: { kind: 'webhook', url: 'https://example.com/x', next: 'mail' },
    mail: { kind: 'send-email', template: 't', next: 'clicked' },
    clicked: {
      ...{ kind: 'wait-for-event', name: 'Email Clicked', from: 'mail', timeout: '7d' },
      ...{ then: 'end', otherwise: 'end' },
    },
    end: { kind: 'end' },
  },
};

describe('a trial', () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());

  it('has a cart of what sells best for a flow of carts', async () => {
    const cart: FlowDefinition = {
      trigger: { kind: 'cart-left', for: '1h' },
      start: 'mail',
      steps: { mail: { kind: 'send-email', template: 't', next: 'end' }, end: { kind: 'end' } },
    };
    const { id } = await world.flows.create({ key: 'cart', name: 'Cart', draft: cart });
    await world.trial(id, { userId: 'me' }, {});
    await world.turn('me');
    await world.work();
    const [mail] = await world.db('attune_outbox');
    expect(JSON.parse(mail.payload as string)).toMatchObject({
      trigger: {
        properties: {
          products: [
            { product_id: 'KETTLE', quantity: 1 },
            { product_id: 'MUG', quantity: 1 },
          ],
        },
      },
    });
  });

  it('goes once round what comes round', async () => {
    const steps: FlowDefinition['steps'] = {
      mail: { kind: 'send-email', template: 't', next: 'which' },
      which: {
        kind: 'branch',
        ways: [{ when: { kind: 'trait', where: { plan: 'gold' } }, next: 'end' }],
        otherwise: 'wait',
      },
      wait: { kind: 'wait-until', at: '09:00', zone: 'UTC', next: 'mail' },
      end: { kind: 'end' },
    };
    const { id } = await world.flows.create({
      key: 'round',
      name: 'Round',
      draft: { ...draft, start: 'mail', steps },
    });
    const trial = await world.trial(id, { userId: 'me' }, {});
    for (let beats = 0; beats < 60; beats += 1) {
      await world.turn('me');
      await world.work();
      world.now += 1_000;
    }
    expect(world.sent).toHaveLength(1);
    await world.flows.finishDraining();
    expect(await world.flows.get(trial.id)).toMatchObject({ status: 'stopped', runs: { finished: 1 } });
  });

  it('takes one person through a draft in moments, touches nobody else, and is counted nowhere', async () => {
    const { id } = await world.flows.create({ key: 'flow', name: 'Flow', draft });
    const trial = await world.trial(id, { userId: 'me' }, { cart_id: 'c1' });
    await world.flows.finishDraining();
    expect(await world.flows.get(trial.id)).toMatchObject({ status: 'live' });
    const began = world.now;
    for (let beats = 0; beats < 200 && world.sent.length === 0; beats += 1) {
      await world.turn('me');
      await world.work();
      world.now += 1_000;
    }
    expect(world.now - began).toBeLessThan(60_000);
    expect([world.called, world.changed]).toEqual([[], []]);
    const [mail] = await world.db('attune_outbox');
    expect(JSON.parse(mail.payload as string)).toMatchObject({
      purpose: null,
      trigger: { properties: { cart_id: 'c1' } },
    });
    world.now += 60_000;
    await world.turn('me');
    await world.flows.finishDraining();
    expect(await world.flows.get(trial.id)).toMatchObject({ status: 'stopped', runs: { finished: 1 } });
    expect(await world.flows.get(id)).toMatchObject({ status: 'draft', runs: { running: 0, finished: 0 } });
    expect(await world.flows.numbers(id)).toEqual([]);
    expect((await world.flows.list(1, 10)).rows.map(({ key }) => key)).toEqual(['flow']);
  });

  it('goes on at a click in its mail, which nothing else hears', async () => {
    const hears: FlowDefinition = {
      trigger: { kind: 'event', name: 'Email Clicked' },
      start: 'wait',
      steps: { wait: { kind: 'wait', for: '9d', next: 'end' }, end: { kind: 'end' } },
    };
    const other = await world.live(hears, 'other');
    const steps: FlowDefinition['steps'] = {
      ...draft.steps,
      clicked: { ...draft.steps.clicked!, then: 'plan', otherwise: 'end' },
      plan: {
        kind: 'branch',
        ways: [{ when: { kind: 'trait', where: { plan: 'gold' } }, next: 'thanks' }],
        otherwise: 'end',
      },
      thanks: { kind: 'send-email', template: 't', next: 'end' },
    };
    const { id } = await world.flows.create({ key: 'flow', name: 'Flow', draft: { ...draft, steps } });
    const trial = await world.trial(id, { userId: 'me' }, {});
    world.facts = { ...noFacts(), traits: { plan: 'gold' } };
    const beat = async () => {
      await world.turn('me');
      await world.work();
      world.now += 1_000;
    };
    for (let beats = 0; beats < 200 && world.sent.length === 0; beats += 1) await beat();
    const [effect = ''] = world.sent;
    const [run = ''] = effect.split(':');
    const clickOf = (runId: string) => ({
      ...{ name: 'Email Clicked', at: world.now },
      properties: { effect_id: effect, run_id: runId },
    });
    const hear = (profileId: string, runId: string) =>
      database.transact((tx) => world.hearTrialClick(tx, profileId, clickOf(runId)));
    const node = async () => (await world.db('attune_runs').where({ id: run }))[0]!.node as string;
    expect([await hear('me', 'unknown'), await node()]).toEqual([false, 'clicked']);
    // A mail that was passed on is somebody else's click.
    expect([await hear('another', run), await node()]).toEqual([true, 'clicked']);
    expect([await hear('me', run), await node()]).not.toEqual([true, 'clicked']);
    for (let beats = 0; beats < 3; beats += 1) await beat();
    expect(world.sent).toHaveLength(2);
    expect(await world.db('attune_runs').where({ flow_id: other })).toEqual([]);
    await world.flows.finishDraining();
    expect(await world.flows.get(trial.id)).toMatchObject({ status: 'stopped' });
    // Told again when all is over, it is a trial's still.
    expect(await hear('me', run)).toBe(true);
    // A click in a mail of a real flow is not a trial's.
    await world.turn('ada', { kind: 'event', event: clickOf('x') });
    const [real] = await world.db('attune_runs').where({ flow_id: other });
    expect(await hear('ada', real!.id as string)).toBe(false);
  });

  it('is refused for a draft that could not go live', async () => {
    const broken = { ...draft, steps: { ...draft.steps, lost: { kind: 'end' } } };
    const { id } = await world.flows.create({ key: 'flow', name: 'Flow', draft: broken });
    await expect(world.trial(id, { userId: 'me' }, {})).rejects.toThrow(/No way leads to this step/);
    expect(await world.db('attune_flows')).toHaveLength(1);
  });
});
