import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { FlowDefinition, JsonObject } from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import type { FlowInput } from '..';
import { flowsTables } from '../strapi/tables';
import { createKnexTallyStore } from '../strapi/tally-store';

const HOUR = 3_600_000;
const MINUTE = 60_000;

const event = (name: string, at: number, properties: JsonObject = {}): FlowInput => ({
  kind: 'event',
  event: { name, at, properties },
});

const cart: FlowDefinition = {
  trigger: { kind: 'event', name: 'Product Added', key: 'cart_id' },
  restartOn: ['Product Added'],
  goal: { kind: 'event', name: 'Order Completed', sameKey: true },
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: '1h', next: 'mail' },
    mail: { kind: 'send-email', template: 't', next: 'end' },
    end: { kind: 'end' },
  },
};
const atOnce: FlowDefinition = {
  ...cart,
  restartOn: [],
  start: 'mail',
  steps: { mail: { kind: 'send-email', template: 't', next: 'end' }, end: { kind: 'end' } },
};

describe('flows', () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  const added = (cartId: string) => event('Product Added', world.now, { cart_id: cartId });
  const running = () => world.db('attune_runs').where({ status: 'running' });

  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());

  it('keeps one live run for each person and key, its clock started anew', async () => {
    await world.live(cart);
    const first = await world.turn('ada', added('c1'), added('c2'));
    expect(first.until).toBe(world.now + HOUR);
    world.now += MINUTE;
    await world.turn('ada', added('c1'));
    await world.turn('bob', added('c1'));
    expect(await running()).toHaveLength(3);
    world.now += HOUR - MINUTE;
    await world.turn('ada');
    await world.work();
    expect(world.sent).toHaveLength(1);
    expect(await running()).toHaveLength(2);
  });

  it('lets nobody fill more carts at a time than a person would', async () => {
    await world.live(cart);
    await world.turn('ada', ...Array.from({ length: 30 }, (_, at) => added(`c${at}`)));
    await world.turn('ada', added('c1'), added('another'));
    await world.turn('bob', added('c1'));
    expect(await running()).toHaveLength(20 + 1);
    world.now += HOUR;
    await world.turn('ada');
    await world.turn('ada', added('another'));
    expect(await running()).toHaveLength(1 + 1);
  });

  it('sends an effect once, however often the turn and the worker come', async () => {
    await world.live(atOnce);
    await world.turn('ada', added('c1'));
    for (let round = 0; round < 3; round += 1) {
      await world.turn('ada');
      await world.work();
      await world.openOutbox(`other-${round}`).work();
    }
    expect(world.sent).toHaveLength(1);
    expect(await world.statuses()).toEqual(['sent']);
  });

  it('does not send to who ordered between the queueing and the hand-off', async () => {
    await world.live(atOnce);
    await world.turn('ada', added('c1'));
    await world.turn('bob', added('c2'));
    world.history.ada = [{ name: 'Order Completed', at: world.now, properties: { cart_id: 'c1' } }];
    world.history.bob = [{ name: 'Order Completed', at: world.now, properties: { cart_id: 'another' } }];
    await world.work();
    expect(await world.statuses()).toEqual(['skipped: the run ended: goal', 'sent']);
  });

  it('does not send to who ordered between the claim and the hand-off', async () => {
    await world.live(atOnce);
    await world.turn('ada', added('c1'));
    let orderedWhile = '';
    // Asked between the two, outside of any transaction.
    Object.defineProperty(world, 'held', {
      get: async () => {
        const [status = ''] = await world.statuses();
        if (status !== 'claimed') return false;
        orderedWhile = status;
        world.history.ada = [{ name: 'Order Completed', at: world.now, properties: { cart_id: 'c1' } }];
        return false;
      },
    });
    await world.work();
    expect(orderedWhile).toBe('claimed');
    expect(await world.statuses()).toEqual(['skipped: the run ended: goal']);
    expect(world.sent).toEqual([]);
  });

  describe('where a segment ends the run', () => {
    const left: FlowDefinition = {
      ...atOnce,
      goal: undefined,
      exits: [{ kind: 'segment-entered', segment: 'bought' }],
    };
    const crossing = (entered: boolean, at = world.now) => ({ segment: 'bought', entered, at });

    it('waits for the turn of whom something happened to between the claim and the hand-off', async () => {
      await world.live(left);
      await world.turn('ada', added('c1'));
      await world.turn('bob', added('c2'));
      world.now += MINUTE;
      world.due.add('ada').add('bob');
      await world.work();
      expect(await world.statuses()).toEqual(['queued', 'queued']);
      expect(await world.db('attune_outbox')).toMatchObject([{ attempts: 0, waited_for: null }, {}]);
      // The ring turns for them: one comes into the segment.
      world.due.clear();
      world.crossings.ada = [crossing(true)];
      world.now += MINUTE;
      await world.work();
      expect(await world.statuses()).toEqual(['skipped: the run ended: exit', 'sent']);
      const [run] = await world.db('attune_runs').where({ profile_id: 'ada' });
      const { story } = await world.story(run.flow_id, run.id);
      const told = { what: 'not-sent', node: 'mail', detail: 'the run ended: exit' };
      expect(story).toContainEqual(expect.objectContaining(told));
    });

    it('sends to who was in it before, and to who left it', async () => {
      await world.live(left);
      world.crossings = { ada: [crossing(true, world.now - HOUR)], bob: [] };
      await world.turn('ada', added('c1'));
      await world.turn('bob', added('c2'));
      world.crossings.bob = [crossing(false, world.now + 1)];
      world.now += MINUTE;
      await world.work();
      expect(await world.statuses()).toEqual(['sent', 'sent']);
    });
  });

  describe('a mail that crosses with the order', () => {
    const order = (at: number) => ({ name: 'Order Completed', at, properties: { cart_id: 'c1' } });
    const late = async (id: string) => {
      const numbers = await world.flows.numbers(id);
      const sent = numbers.reduce((sum, { effects }) => sum + (effects.sent ?? 0), 0);
      return [sent, await world.flows.sentAfterGoal(id), await world.flows.sentAfterGoal(id, 1)];
    };

    it('is counted when it was on its way', async () => {
      const id = await world.live(atOnce);
      await world.turn('ada', added('c1'));
      await world.turn('bob', added('c2'));
      world.deliver = async ({ id: effect, profileId }) => {
        if (profileId === 'ada') world.history.ada = [order(world.now)];
        world.now += 1_000;
        return { outcome: 'sent', messageId: effect };
      };
      await world.work();
      expect(await world.statuses()).toEqual(['sent: after the goal', 'sent']);
      expect(await late(id)).toEqual([2, 1, 1]);
    });

    it('is counted when the order is heard of late, whether the sums have it already or not', async () => {
      const waits: FlowDefinition = {
        ...atOnce,
        steps: {
          mail: { kind: 'send-email', template: 't', next: 'wait' },
          wait: { kind: 'wait', for: '1h', next: 'end' },
          end: { kind: 'end' },
        },
      };
      const id = await world.live(waits);
      const ordered = world.now + 1;
      for (const who of ['ada', 'bob', 'eve']) await world.turn(who, added('c1'));
      world.now += 1_000;
      await world.work();
      const tallies = createKnexTallyStore(world.db);
      await world.turn('ada', { kind: 'event', event: order(ordered) });
      expect(await late(id)).toEqual([3, 1, 1]);
      await database.transact((tx) => tallies.fold(tx, 100));
      expect(await late(id)).toEqual([3, 1, 1]);
      await world.turn('bob', { kind: 'event', event: order(ordered) });
      await world.turn('eve', { kind: 'event', event: order(world.now) });
      expect(await late(id)).toEqual([3, 2, 2]);
      await database.transact((tx) => tallies.fold(tx, 100));
      expect(await late(id)).toEqual([3, 2, 2]);
    });
  });

  it('reads consent and the environment again, and forgets nothing while it waits', async () => {
    await world.live(atOnce);
    await world.turn('ada', added('c1'));
    world.held = true;
    await world.work();
    expect(await world.statuses()).toEqual(['held: this copy of the database is not confirmed']);
    world.held = false;
    world.check = async () => ({ skip: 'no consent' });
    await world.work();
    expect(await world.statuses()).toEqual(['skipped: no consent']);
  });

  it('tries a temporary failure again, later each time, up to a limit', async () => {
    await world.live(atOnce);
    await world.turn('ada', added('c1'));
    let tries = 0;
    world.deliver = async () => {
      tries += 1;
      return { outcome: 'retry', reason: 'smtp 451' };
    };
    for (let hours = 0; hours < 60; hours += 1) {
      await world.work();
      world.now += HOUR;
    }
    expect(tries).toBe(8);
    expect(await world.statuses()).toEqual(['failed: gave up: smtp 451']);
  });

  it('holds up nobody for a poisoned one, and calls unknown what broke in the middle', async () => {
    await world.live(atOnce);
    for (const name of ['ada', 'bob', 'eve']) await world.turn(name, added(name));
    world.check = async ({ profileId }) => {
      if (profileId === 'ada') throw Object.assign(new Error('x'), { code: '23505' });
      return 'go';
    };
    world.deliver = async ({ id, profileId }) => {
      if (profileId === 'bob') throw Object.assign(new Error('x'), { code: 'ESOCKET' });
      return { outcome: 'sent', messageId: id };
    };
    await world.work();
    expect(await world.statuses()).toEqual(['queued: 23505', 'unknown: ESOCKET', 'sent']);
    world.now += HOUR;
    world.check = async () => 'go';
    await world.work();
    expect(await world.statuses()).toEqual(['sent', 'unknown: ESOCKET', 'sent']);
  });

  it('takes over from the dead: unknown what was handed off, queued what was not', async () => {
    await world.live(atOnce);
    for (const name of ['ada', 'bob']) await world.turn(name, added(name));
    await world.db('attune_processes').insert({ id: 'dead', beat_at: world.now });
    const theirs = await world.db('attune_outbox').orderBy('id').pluck('id');
    const claimed = { claimed_by: 'dead', claimed_at: world.now, attempts: 1 };
    await world
      .db('attune_outbox')
      .where({ id: theirs[0] })
      .update({ ...claimed, status: 'handed-off' });
    await world
      .db('attune_outbox')
      .where({ id: theirs[1] })
      .update({ ...claimed, status: 'claimed' });
    await world.work();
    expect(world.sent).toEqual([]);
    world.now += 16_000;
    await world.outbox.recover();
    await world.work();
    expect(await world.statuses()).toEqual(['unknown: the process ended while it was sending', 'sent']);
    expect((await world.outbox.dismiss(theirs[0]!)).status).toBe('skipped');
    await expect(world.outbox.resend(theirs[0]!)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('sends an unknown one again only when a person says so', async () => {
    await world.live(atOnce);
    await world.turn('ada', added('c1'));
    world.deliver = async () => ({ outcome: 'unknown', reason: 'no answer' });
    await world.work();
    world.now += 24 * HOUR;
    await world.work();
    const [row] = (await world.outbox.page({ status: 'unknown' }, 1, 10)).rows;
    world.deliver = async ({ id }) => ({ outcome: 'sent', messageId: id });
    await world.outbox.resend(row!.id);
    await world.work();
    expect(world.sent).toEqual([row!.id]);
  });

  it('sends nothing again whose content was deleted', async () => {
    await world.live(atOnce);
    await world.turn('ada', added('c1'));
    world.deliver = async () => ({ outcome: 'unknown', reason: 'no answer' });
    await world.work();
    await world.db('attune_outbox').update({ payload: '{}' });
    const [id] = (await world.db('attune_outbox').pluck('id')) as string[];
    await expect(world.outbox.resend(id!)).rejects.toMatchObject({ code: 'conflict' });
    expect(await world.statuses()).toEqual(['unknown: no answer']);
    expect((await world.outbox.dismiss(id!)).status).toBe('skipped');
  });

  it('ends everybody when a flow is stopped, and lets nobody in again who may come once', async () => {
    const flow = await world.live({ ...cart, reentry: 'once' });
    await world.turn('ada', added('c1'));
    await world.flows.stop(flow);
    expect(await world.flows.get(flow)).toMatchObject({ status: 'stopped', runs: { running: 0, other: 1 } });
    await world.flows.publish(flow);
    await world.turn('ada', added('c1'));
    await world.turn('ada', added('c2'));
    expect(await running()).toHaveLength(1);
  });

  it('starts nobody while paused, but hears who has ordered', async () => {
    const flow = await world.live(cart);
    await world.turn('ada', added('c1'));
    await world.flows.pause(flow);
    world.now += 2 * HOUR;
    expect(await world.turn('ada', added('c9'))).toEqual({ until: null });
    await world.turn('bob', added('c2'));
    expect(await running()).toHaveLength(1);
    await world.turn('ada', event('Order Completed', world.now, { cart_id: 'c1' }));
    await world.flows.resume(flow);
    await world.turn('ada');
    await world.work();
    expect(world.sent).toEqual([]);
  });

  it('follows two people who turn out to be one', async () => {
    await world.live(cart);
    await world.turn('device', added('c1'), added('c2'));
    await world.turn('ada', added('c1'));
    await world.merge('device', 'ada');
    const theirs = await world.db('attune_runs').select('profile_id', 'status');
    expect(theirs.map(({ profile_id }) => profile_id)).toEqual(['ada', 'ada', 'ada']);
    world.now += HOUR;
    await world.turn('ada');
    await world.work();
    expect(world.sent).toHaveLength(2);
  });

  describe('on a schedule', () => {
    const daily: FlowDefinition = {
      ...atOnce,
      goal: undefined,
      trigger: { kind: 'schedule', cron: '0 9 * * *', timezone: 'Europe/Vienna', segment: 'all' },
    };
    const everybodyTurns = async () => {
      for (const id of world.queued.splice(0)) await world.turn(id);
      await world.work();
    };

    it(
      'starts everybody at its time, in portions, once for any number of processes',
      { timeout: 30_000 },
      async () => {
        world.members = Array.from({ length: 230 }, (_, n) => `p${String(n).padStart(4, '0')}`);
        await world.live(daily);
        await world.schedule.work();
        expect(world.queued).toEqual([]);
        world.now += MINUTE;
        await Promise.all([world.schedule.work(), world.schedule.work()]);
        await everybodyTurns();
        await world.schedule.work();
        await everybodyTurns();
        expect(world.sent).toHaveLength(230);
        expect(await world.db('attune_flow_slots')).toMatchObject([
          { at: Date.parse('2026-06-01T07:00:00Z') },
        ]);
      },
    );

    it('makes up for days of silence once', async () => {
      world.members = ['ada'];
      const flow = await world.live(daily);
      world.now += 5 * 24 * HOUR;
      await world.schedule.work();
      await everybodyTurns();
      expect(world.sent).toHaveLength(1);
      expect((await world.flows.get(flow)).nextAt).toBe(Date.parse('2026-06-06T07:00:00Z'));
    });

    const once = { kind: 'schedule', timezone: 'Europe/Vienna', segment: 'all' } as const;

    it('starts once at a moment of its zone, and refuses one that is over', async () => {
      world.members = ['ada', 'bob'];
      const flow = await world.live({
        ...daily,
        reentry: 'once',
        trigger: { ...once, at: '2026-06-01T09:00' },
      });
      expect((await world.flows.get(flow)).nextAt).toBe(Date.parse('2026-06-01T07:00:00Z'));
      world.now += MINUTE;
      await world.schedule.work();
      await everybodyTurns();
      expect(world.sent).toHaveLength(2);
      expect((await world.flows.get(flow)).nextAt).toBeNull();
      const over = { ...daily, trigger: { ...once, at: '2026-05-01T09:00' } };
      await expect(world.live(over, 'over')).rejects.toThrow('trigger.at: This moment is over.');
    });

    it('starts once when it is first published, and not when it is published again or resumed', async () => {
      world.members = ['ada', 'bob'];
      const flow = await world.live({ ...daily, trigger: once });
      await world.schedule.work();
      await everybodyTurns();
      expect(world.sent).toHaveLength(2);
      await world.flows.pause(flow);
      await world.flows.resume(flow, {});
      await world.flows.publish(flow);
      world.now += MINUTE;
      await world.schedule.work();
      await everybodyTurns();
      expect(world.sent).toHaveLength(2);
    });

    it('refuses both a moment and a time that comes again', async () => {
      const both = { ...daily, trigger: { ...once, cron: '0 9 * * *', at: '2026-06-01T09:00' } };
      await expect(world.live(both)).rejects.toThrow('once `at` a moment');
    });
  });
});
