import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  noFacts,
  type EventFact,
  type FlowDefinition,
  type JsonObject,
  type Trigger,
} from '../../../../plugin/src';
import { openDatabase, type TestDatabase } from '../../../../tests/support/database';
import { createFlowWorld } from '../../../../tests/support/flow-world';
import { flowsTables } from '../strapi/tables';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const flow = (trigger: Trigger, more: Partial<FlowDefinition> = {}): FlowDefinition => ({
  trigger,
  start: 'wait',
  steps: { wait: { kind: 'wait', for: '30d', next: 'end' }, end: { kind: 'end' } },
  ...more,
});

describe('triggers', () => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  beforeEach(async () => {
    database = await openDatabase([flowsTables]);
    world = createFlowWorld(database);
  });
  afterEach(() => database.stop());

  const knows = (traits: JsonObject, events: readonly EventFact[] = [], timezone = 'Europe/Vienna') => {
    const byName: Record<string, EventFact[]> = {};
    for (const event of events) (byName[event.name] ??= []).push(event);
    world.facts = { ...noFacts(), profile: { id: 'ada', createdAt: 0, timezone }, traits, events: byName };
  };
  const runs = async (): Promise<{ profile_id: string; run_key: string | null }[]> =>
    world.db('attune_runs').where({ status: 'running' }).orderBy('profile_id').orderBy('run_key');
  const at = Date.parse;

  it('hears who leaves a segment', async () => {
    await world.live(flow({ kind: 'segment-left', segment: 'vip' }));
    await world.turn('ada', { kind: 'segment', segment: 'vip', entered: true, at: world.now });
    expect(await runs()).toHaveLength(0);
    await world.turn('ada', { kind: 'segment', segment: 'vip', entered: false, at: world.now });
    expect(await runs()).toHaveLength(1);
  });

  describe('a date', () => {
    const birthday: Trigger = { kind: 'date', field: 'birthday', at: '09:00', yearly: true, zone: 'UTC' };

    it('of a person comes at their own nine o’clock, once a year', async () => {
      await world.live(flow(birthday, { reentry: 'always' }));
      knows({ birthday: '1990-06-03' });
      expect(await world.turn('ada')).toEqual({ until: at('2026-06-03T07:00:00Z') });
      world.now = at('2026-06-03T07:00:00Z');
      for (let turns = 0; turns < 3; turns += 1) await world.turn('ada');
      expect(await runs()).toHaveLength(1);
      world.now = at('2027-06-03T08:30:00Z');
      await world.turn('ada');
      expect(await runs()).toHaveLength(1);
    });

    it('moves with its trait, and is gone with it', async () => {
      await world.live(flow(birthday));
      knows({ birthday: '1990-06-03' });
      await world.turn('ada');
      knows({ birthday: '1990-06-05' });
      expect((await world.turn('ada')).until).toBe(at('2026-06-05T07:00:00Z'));
      knows({});
      expect(await world.turn('ada')).toEqual({ until: null });
      world.now += 30 * DAY;
      await world.turn('ada');
      expect(await runs()).toEqual([]);
    });

    it('that came while nothing ran still counts', async () => {
      await world.live(flow(birthday));
      knows({ birthday: '1990-06-03' });
      await world.turn('ada');
      world.now += 10 * DAY;
      await world.turn('ada');
      expect(await runs()).toHaveLength(1);
    });

    it('of an event is kept for each key, and not for what was called off before', async () => {
      const trip: Trigger = {
        ...{ kind: 'date', field: 'departs', shift: '3d', direction: 'before', zone: 'UTC' },
        event: { name: 'Booked', key: 'booking_id' },
      };
      await world.live(flow(trip, { exits: [{ kind: 'event', name: 'Cancelled', sameKey: true }] }));
      const booked = (booking_id: string, departs: string, before = HOUR): EventFact => ({
        ...{ name: 'Booked', at: world.now - before, properties: { booking_id, departs } },
      });
      const events = [
        booked('b1', '2026-06-20', 2 * HOUR),
        booked('b1', '2026-06-22'),
        booked('b2', '2026-06-20'),
        booked('b3', '2026-06-20'),
        booked('late', '2026-06-02'),
        { name: 'Cancelled', at: world.now, properties: { booking_id: 'b2' } },
      ];
      knows({}, events, 'UTC');
      expect((await world.turn('ada')).until).toBe(at('2026-06-17T00:00:00Z'));
      world.now = at('2026-06-19T00:00:00Z');
      await world.turn('ada');
      expect((await runs()).map(({ run_key }) => run_key)).toEqual(['b1', 'b3']);
    });
  });

  it('counts silence from the last time, and starts again only after another', async () => {
    await world.live(flow({ kind: 'inactivity', for: '7d', name: 'Order Completed' }, { reentry: 'always' }));
    const ordered = (before: number): EventFact => ({
      ...{ name: 'Order Completed', at: world.now - before, properties: {} },
    });
    knows({}, [ordered(30 * DAY)]);
    expect(await world.turn('ada')).toEqual({ until: null });
    knows({}, [ordered(30 * DAY), ordered(DAY), { name: 'Page Viewed', at: world.now, properties: {} }]);
    const began = world.now;
    expect((await world.turn('ada')).until).toBe(began + 6 * DAY);
    world.now = began + 6 * DAY;
    await world.turn('ada');
    await world.turn('ada');
    expect(await runs()).toHaveLength(1);
  });

  describe('a cart that is left', () => {
    const put = (minutes: number, cart_id = 'c1'): EventFact => ({
      ...{ name: 'Product Added', at: began + minutes * 60_000 },
      properties: { cart_id, product_id: 'KETTLE', price: 49.9 },
    });
    const order = (minutes: number): EventFact => ({
      ...{ name: 'Order Completed', at: began + minutes * 60_000, properties: { cart_id: 'c1' } },
    });
    const after = async (minutes: number, ...events: readonly EventFact[]) => {
      world.now = began + minutes * 60_000;
      knows({}, events);
      await world.turn('ada');
      return (await runs()).map(({ run_key }) => run_key);
    };
    const left: Trigger = { kind: 'cart-left', for: '10m', over: 40 };
    let began: number;
    beforeEach(() => (began = world.now));

    it('begins a run with what is in it, so long after it was last moved', async () => {
      await world.live(flow(left));
      expect(await after(0, put(0), put(0, 'c2'))).toEqual([]);
      expect(await after(9, put(0), put(9), put(0, 'c2'))).toEqual([]);
      expect(await after(10, put(0), put(9), put(0, 'c2'))).toEqual(['c2']);
      expect(await after(18, put(0), put(9), put(0, 'c2'))).toEqual(['c2']);
      expect(await after(19, put(0), put(9), put(0, 'c2'))).toEqual(['c1', 'c2']);
      const [run] = await world.db('attune_runs').where({ run_key: 'c1' });
      expect(JSON.parse(run.state).trigger).toEqual({
        ...{ name: 'Cart Left', at: began + 9 * 60_000 },
        properties: {
          ...{ cart_id: 'c1', value: 99.8 },
          products: [{ product_id: 'KETTLE', quantity: 2, price: 49.9 }],
        },
      });
    });

    it('does not begin where an order, or another move, comes in the same turn', async () => {
      await world.live(flow(left));
      await after(0, put(0));
      expect(await after(11, put(0), order(9.9))).toEqual([]);
      expect(await after(30, put(0), order(9.9))).toEqual([]);
      await after(40, put(0), order(9.9), put(40));
      expect(await after(51, put(0), order(9.9), put(40), put(49))).toEqual([]);
      expect(await after(59, put(0), order(9.9), put(40), put(49))).toEqual(['c1']);
    });

    describe('whose last product is taken out, which no event calls empty', () => {
      const taken = (minutes: number): EventFact => ({
        ...{ name: 'Product Removed', at: began + minutes * 60_000 },
        properties: { cart_id: 'c1', product_id: 'KETTLE' },
      });
      const mail = { kind: 'send-email', template: 't', next: 'end' } as const;
      const end = { kind: 'end' } as const;

      it('ends the run', async () => {
        const wait = { kind: 'wait', for: '1h', next: 'mail' } as const;
        await world.live(flow(left, { start: 'wait', steps: { wait, mail, end } }));
        await after(0, put(0), put(0, 'c2'));
        expect(await after(10, put(0), put(0, 'c2'))).toEqual(['c1', 'c2']);
        knows({}, [put(0), put(0, 'c2'), taken(20)]);
        await world.turn('ada', { kind: 'event', event: taken(20) });
        const ended = await world.db('attune_runs').where({ status: 'ended' });
        expect(ended.map(({ run_key, ended_because }) => [run_key, ended_because])).toEqual([['c1', 'exit']]);
      });

      it('keeps a mail that is queued from going', async () => {
        await world.live(flow(left, { start: 'mail', steps: { mail, end } }));
        await after(0, put(0));
        await after(10, put(0));
        world.history.ada = [put(0), taken(11)];
        await world.work();
        expect(await world.statuses()).toEqual(['skipped: the run ended: exit']);
      });
    });

    it('that was left while nothing ran still counts, once', async () => {
      await world.live(flow(left, { steps: { wait: { kind: 'end' } } }));
      await after(0, put(0));
      await after(600, put(0));
      await after(601, put(0));
      expect(await world.db('attune_runs')).toHaveLength(1);
    });
  });

  it('reckons what lies ahead of everybody when it goes live, and keeps it while paused', async () => {
    world.people = ['ada', 'bob'];
    const id = await world.live(flow({ kind: 'date', field: 'ends', zone: 'UTC' }));
    await world.schedule.work();
    expect(world.queued).toEqual(['ada', 'bob']);
    knows({ ends: '2026-06-02' }, [], 'UTC');
    await world.turn('ada');
    await world.flows.pause(id);
    world.now += 5 * DAY;
    expect(await world.turn('ada')).toEqual({ until: null });
    expect(await runs()).toEqual([]);
    await world.flows.resume(id);
    await world.turn('ada');
    expect(await runs()).toHaveLength(1);
    // Bob has had no turn, and is still to be looked at.
    expect(await world.db('attune_flow_calls').pluck('profile_id')).toEqual(['bob']);
  });

  describe('another program', () => {
    it('starts it for a person, with a key and data; the same call counts once', async () => {
      await world.live(flow({ kind: 'api' }), 'called');
      const person = { userId: 'ada' };
      await world.apiCall('called', { person, key: 'k1', data: { size: 3 }, messageId: 'm1' });
      await world.apiCall('called', { person, key: 'k1', data: { size: 4 }, messageId: 'm1' });
      await world.apiCall('called', { person, key: 'k2' });
      await world.turn('ada');
      const found = await world.db('attune_runs').orderBy('run_key').select('run_key', 'state');
      expect(found.map(({ run_key }: { run_key: string }) => run_key)).toEqual(['k1', 'k2']);
      expect(JSON.parse(found[0].state)).toMatchObject({ trigger: { properties: { size: 3 } } });
    });

    it('has a call of one id counted once in a day, also after what it started has ended', async () => {
      const ending = { start: 'end', steps: { end: { kind: 'end' } } } as const;
      await world.live(flow({ kind: 'api' }, { ...ending, reentry: 'always' }), 'called');
      await world.live(flow({ kind: 'api' }, { ...ending, reentry: 'always' }), 'other');
      const call = async (key = 'called', userId = 'ada') => {
        await world.apiCall(key, { person: { userId }, messageId: 'm1' });
        await world.turn(userId);
        return (await world.db('attune_runs')).length;
      };
      expect([await call(), await call(), await call('called', 'bob')]).toEqual([1, 1, 1]);
      expect(await call('other')).toBe(2);
      world.now += DAY - 1;
      await world.forgetCalls();
      expect(await call()).toBe(2);
      world.now += 1;
      await world.forgetCalls();
      expect([await call(), await call()]).toEqual([3, 3]);
    });

    it('has no word of it left where the person is erased', async () => {
      await world.live(flow({ kind: 'api' }), 'called');
      await world.apiCall('called', { person: { userId: 'ada' }, messageId: 'm1' });
      await world.merge('ada', 'eve');
      expect(await world.db('attune_flow_call_ids').pluck('profile_id')).toEqual(['eve']);
      const eve = { profileIds: ['eve'], anonymousIds: [], userIds: [], emails: [], emailHashes: [] };
      await database.db.transaction(async (trx) => {
        for (const table of flowsTables.tables) {
          if (table.holds === 'person') await table.erase(trx, { ...eve, mailboxHashes: [] });
        }
      });
      expect(await world.db('attune_flow_call_ids')).toEqual([]);
      expect(await world.db('attune_flow_calls')).toEqual([]);
    });

    it('is refused where the flow is not live, or starts otherwise', async () => {
      const person = { userId: 'ada' };
      const id = await world.live(flow({ kind: 'api' }), 'called');
      await world.live(flow({ kind: 'event', name: 'x' }), 'heard');
      await world.flows.pause(id);
      await expect(world.apiCall('called', { person })).rejects.toMatchObject({ code: 'conflict' });
      await expect(world.apiCall('heard', { person })).rejects.toThrow(/starts by "event"/);
      await expect(world.apiCall('nobody', { person })).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  describe('an entry', () => {
    const type = 'api::product.product';
    const price = (more: object): Trigger => ({
      ...{ kind: 'entry', type, on: 'changed', field: 'price', move: 'lower' },
      ...(more as { segment?: string }),
    });
    const written = (before: JsonObject | null, after: JsonObject) =>
      database.transact((tx) =>
        world.entries.written(tx, [{ type, documentId: 'd1', productId: 'sku-1', before, after }]),
      );
    const everybodyTurns = async () => {
      await world.schedule.work();
      for (const id of world.queued.splice(0)) await world.turn(id);
    };

    it('whose price falls starts it for a segment, or for who looked at it', async () => {
      world.members = ['ada', 'bob'];
      world.viewers = { 'sku-1': ['eve'] };
      await world.live(flow(price({ segment: 'vip' })), 'vip');
      await world.live(flow(price({ viewedWithin: '30d' })), 'viewers');
      expect(world.entries.watches(type)).toBe(false);
      await world.entries.look();
      expect([world.entries.watches(type), world.entries.watches('api::page.page')]).toEqual([true, false]);
      await written({ price: 10 }, { price: 12 });
      await everybodyTurns();
      expect(await runs()).toEqual([]);
      await written({ price: 10 }, { price: 8 });
      await everybodyTurns();
      expect((await runs()).map(({ profile_id, run_key }) => [profile_id, run_key])).toEqual([
        ...[
          ['ada', 'd1'],
          ['bob', 'd1'],
          ['eve', 'd1'],
        ],
      ]);
      const [first] = await world.db('attune_runs');
      expect(JSON.parse(first.state)).toMatchObject({
        trigger: { properties: { product_id: 'sku-1', entry: { price: 8 }, before: { price: 10 } } },
      });
    });

    it('tells two changes at one moment apart', async () => {
      world.members = ['ada'];
      await world.live(flow(price({ segment: 'vip' }), { reentry: 'always' }));
      await world.entries.look();
      await written({ price: 10 }, { price: 8 });
      await written({ price: 8 }, { price: 7 });
      await everybodyTurns();
      expect(await runs()).toHaveLength(2);
    });
  });
});
