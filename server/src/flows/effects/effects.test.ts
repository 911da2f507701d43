import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { FlowDefinition, FlowStep } from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import type { FlowInput } from '..';
import { flowsTables } from '../strapi/tables';

const HOUR = 3_600_000;

const flow = (steps: Record<string, FlowStep>, more: Partial<FlowDefinition> = {}): FlowDefinition => ({
  trigger: { kind: 'event', name: 'Began' },
  start: Object.keys(steps)[0]!,
  steps: {
    ...steps,
    end: { kind: 'end' },
    ...(JSON.stringify(steps).includes('"lost"') && { lost: { kind: 'wait', for: '30d', next: 'end' } }),
  },
  ...more,
});

describe('effects of steps', () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  const began = (properties = {}): FlowInput => ({
    kind: 'event',
    event: { name: 'Began', at: world.now, properties },
  });
  /** Turns until nothing is left to do at this moment, as the ring does. */
  const settle = async (person: string, ...inputs: FlowInput[]) => {
    let due = await world.turn(person, ...inputs);
    for (let turns = 0; turns < 20; turns += 1) {
      const more = due.until !== null && due.until <= world.now;
      if (!more && !world.queued.splice(0).includes(person)) return;
      due = await world.turn(person);
    }
    throw new Error('It does not come to rest.');
  };
  const runs = () => world.db('attune_runs').orderBy('id');
  const because = async () =>
    (await runs()).map(({ ended_because }: { ended_because: string }) => ended_because);
  const node = async () => ((await runs())[0] as { node: string }).node;

  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());

  it('changes our own data once, with the run, and counts it as sent', async () => {
    await world.live(
      flow({
        trait: { kind: 'set-trait', name: 'cart', from: 'cart.id', next: 'tag' },
        tag: { kind: 'tag', change: 'add', tag: 'warm', next: 'list' },
        list: { kind: 'list', change: 'remove', segment: 'partners', next: 'end' },
      }),
    );
    await settle('ada', began({ cart: { id: 'c1' } }));
    expect(world.changed).toEqual([
      ['ada', { cart: 'c1' }],
      ['ada', 'warm', true],
      ['ada', 'partners', false],
    ]);
    expect(await world.statuses()).toEqual(['sent', 'sent', 'sent']);
    expect(await because()).toEqual(['finished']);
  });

  it('takes the other way where our own data refuses it, and says why', async () => {
    await world.live(
      flow({
        trait: { kind: 'set-trait', name: 'much', value: 'x', next: 'end', failed: 'list' },
        list: { kind: 'list', change: 'add', segment: 'gone', next: 'end', failed: 'lost' },
      }),
    );
    world.refuse = true;
    await settle('ada', began());
    expect(await node()).toBe('lost');
    expect(await world.statuses()).toEqual(['failed: the list is gone', 'failed: too-large']);
  });

  it('does nothing to our data for a run that ended in the same turn', async () => {
    await world.live(
      flow(
        { tag: { kind: 'tag', change: 'add', tag: 'warm', next: 'end' } },
        { goal: { kind: 'event', name: 'Ordered' } },
      ),
    );
    await settle('ada', began(), {
      kind: 'event',
      event: { name: 'Ordered', at: world.now, properties: {} },
    });
    expect(world.changed).toEqual([]);
    expect(await world.statuses()).toEqual(['skipped: the run ended']);
  });

  describe('discount codes', () => {
    const drawing = flow({
      spring: { kind: 'discount-code', pattern: 'SPRING-{6}', next: 'mail', failed: 'lost' },
      mail: { kind: 'send-email', template: 't', next: 'end' },
    });
    const codes = (): Promise<string[]> => world.db('attune_flow_codes').orderBy('code').pluck('code');

    it('are unlike each other, and go along with the mail', async () => {
      await world.live(drawing);
      for (let n = 0; n < 50; n += 1) await settle(`p${n}`, began());
      expect(new Set(await codes()).size).toBe(50);
      for (const code of await codes()) expect(code).toMatch(/^SPRING-[2-9A-HJ-NP-Z]{6}$/);
      const mails = await world.db('attune_outbox').where({ kind: 'send-email' }).pluck('payload');
      const carried = mails.map(
        (text: string) => (JSON.parse(text) as { codes: { spring: string } }).codes.spring,
      );
      expect([...carried].sort()).toEqual(await codes());
    });

    it('are drawn again where two would be alike, and end where all are drawn', async () => {
      world.drawn = (value) => (/:0:\d$/.test(value) ? '00' : /:1:\d$/.test(value) ? '01' : 'ff').repeat(32);
      await world.live(drawing);
      for (const name of ['ada', 'bob', 'eve', 'fay']) await settle(name, began());
      expect(await codes()).toHaveLength(3);
      expect((await runs()).map(({ node: at }: { node: string }) => at)).toContain('lost');
      expect(await world.statuses()).toContain('failed: the codes of this pattern are used up');
    });

    it('stay taken when their people become one, and when somebody is erased', async () => {
      await world.live(drawing);
      await settle('device', began());
      await world.merge('device', 'ada');
      expect(await world.db('attune_flow_codes').pluck('profile_id')).toEqual(['ada']);
      const table = flowsTables.tables.find((each) => each.table === 'attune_flow_codes');
      if (table?.holds !== 'person') throw new Error('The table holds people.');
      await world.db.transaction((trx) => table.erase(trx, { profileIds: ['ada'] } as never));
      expect(await codes()).toHaveLength(1);
      expect(await world.db('attune_flow_codes').pluck('profile_id')).toEqual(['erased']);
    });
  });

  describe('starting another flow', () => {
    const other = flow(
      { wait: { kind: 'wait', for: '1h', next: 'end' } },
      { trigger: { kind: 'event', name: 'Never' } },
    );

    it('begins it once, with this run’s key and trigger', async () => {
      const id = await world.live(other, 'other');
      await world.live(
        flow(
          { go: { kind: 'start-flow', flow: 'other', next: 'end' } },
          { trigger: { kind: 'event', name: 'Began', key: 'cart_id' } },
        ),
      );
      await settle('ada', began({ cart_id: 'c1' }));
      await settle('ada', began({ cart_id: 'c2' }));
      const theirs = await world.db('attune_runs').where({ flow_id: id }).orderBy('run_key');
      expect(theirs.map(({ run_key }: { run_key: string }) => run_key)).toEqual(['c1', 'c2']);
      expect(JSON.parse(theirs[0].state)).toMatchObject({ trigger: { properties: { cart_id: 'c1' } } });
    });

    it('takes the other way where that flow is not live any more', async () => {
      const id = await world.live(other, 'other');
      await world.live(flow({ go: { kind: 'start-flow', flow: 'other', next: 'end', failed: 'lost' } }));
      await world.flows.pause(id);
      await settle('ada', began());
      expect(await node()).toBe('lost');
    });

    it('is refused where flows would start each other for ever', async () => {
      const going = (to: string, first: Record<string, FlowStep> = {}) =>
        flow({ ...first, go: { kind: 'start-flow', flow: to, next: 'end' } });
      const publish = async (key: string, draft: FlowDefinition) => {
        const { id } = await world.flows.create({ key, name: key, draft });
        return world.flows.publish(id);
      };
      await expect(publish('self', going('self'))).rejects.toThrow(/steps\.go: .*round to this one/);
      const b = await world.flows.create({
        key: 'b',
        name: 'b',
        draft: flow({ w: { kind: 'wait', for: '1d', next: 'end' } }),
      });
      await world.flows.publish(b.id);
      await publish('a', going('b'));
      await world.flows.update(b.id, { draft: going('a') });
      await expect(world.flows.publish(b.id)).rejects.toThrow(/steps\.go: The flow “[^”]+” comes round/);
      const day: Record<string, FlowStep> = { w: { kind: 'wait', for: '1d', next: 'go' } };
      await world.flows.update(b.id, { draft: going('a', day) });
      expect(await world.flows.publish(b.id)).toMatchObject({ status: 'live' });
      await expect(publish('c', going('nobody'))).rejects.toThrow(/live flow "nobody"/);
    });
  });

  describe('outside', () => {
    const calling = flow({
      call: { kind: 'webhook', url: 'https://example.com/x', next: 'end', failed: 'lost' },
    });
    const call = async (name = 'ada') => {
      await settle(name, began());
      await world.work();
      await settle(name);
    };

    it('stands until it is done, then goes on', async () => {
      await world.live(calling);
      await settle('ada', began());
      expect(await node()).toBe('call');
      await world.work();
      expect(world.queued).toContain('ada');
      await settle('ada');
      expect(await because()).toEqual(['finished']);
      expect(world.called).toHaveLength(1);
    });

    it('tries again with backoff, and takes the other way in the end', async () => {
      await world.live(calling);
      world.call = async () => ({ outcome: 'retry', reason: '503' });
      await settle('ada', began());
      for (let hours = 0; hours < 60; hours += 1) {
        await world.work();
        await settle('ada');
        world.now += HOUR;
      }
      expect(world.called).toHaveLength(8);
      expect(await node()).toBe('lost');
      const { rows } = await world.flows.runs({ flowId: (await runs())[0].flow_id }, 1, 10);
      expect(rows[0]?.steps.map(({ detail }) => detail)).toEqual(['failed']);
    });

    it('goes on without a way of its own for failures, and when it is skipped', async () => {
      await world.live(flow({ call: { kind: 'webhook', url: 'https://example.com/x', next: 'end' } }));
      world.call = async () => ({ outcome: 'failed', reason: '404' });
      await call('ada');
      world.call = async () => ({ outcome: 'skipped', reason: 'no consent' });
      await call('bob');
      expect(await because()).toEqual(['finished', 'finished']);
    });

    it('is tried again where it was broken off: the other side knows its id', async () => {
      await world.live(calling);
      await settle('ada', began());
      await world.db('attune_processes').insert({ id: 'dead', beat_at: world.now });
      await world.db('attune_outbox').update({ status: 'handed-off', claimed_by: 'dead', attempts: 1 });
      world.now += 16_000;
      await world.outbox.recover();
      await world.work();
      await settle('ada');
      expect(await because()).toEqual(['finished']);
    });

    it('keeps nobody waiting for one that hangs', async () => {
      await world.live(calling, 'calling');
      await world.live(
        flow(
          { mail: { kind: 'send-email', template: 't', next: 'end' } },
          { trigger: { kind: 'event', name: 'Mail' } },
        ),
        'mailing',
      );
      let release = () => {};
      const hanging = new Promise<void>((resolve) => {
        release = resolve;
      });
      world.call = async () => hanging.then(() => ({ outcome: 'sent', messageId: 'x' }));
      for (let n = 0; n < 30; n += 1) await settle(`p${n}`, began());
      const slow = world.outbox.workSlow();
      await world.turn('ada', { kind: 'event', event: { name: 'Mail', at: world.now, properties: {} } });
      await world.outbox.work();
      for (let waited = 0; waited < 1_000 && world.sent.length === 0; waited += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(world.sent).toHaveLength(1);
      release();
      await slow;
      await world.outbox.idle();
    });

    it('tells a run that its mail was not sent, where it has a way for that', async () => {
      await world.live(flow({ mail: { kind: 'send-email', template: 't', next: 'end', failed: 'lost' } }));
      world.deliver = async () => ({ outcome: 'failed', reason: 'the template is gone' });
      await call();
      expect(await node()).toBe('lost');
    });

    it('tells it too when nobody can say whether the mail was sent', async () => {
      await world.live(flow({ mail: { kind: 'send-email', template: 't', next: 'end', failed: 'lost' } }));
      await settle('ada', began());
      await world.db('attune_processes').insert({ id: 'dead', beat_at: world.now });
      await world.db('attune_outbox').update({ status: 'handed-off', claimed_by: 'dead', attempts: 1 });
      world.now += 16_000;
      await world.outbox.recover();
      await settle('ada');
      expect(await node()).toBe('lost');
      expect(await world.statuses()).toEqual(['unknown: the process ended while it was sending']);
    });
  });
});
