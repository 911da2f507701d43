import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { noFacts, type EventFact, type FlowDefinition, type JsonObject } from '../../plugin/src';
import { createOrderCounting } from '../../server/src/flows/revenue/order-counting';
import { createKnexOutboxStore } from '../../server/src/flows/strapi/outbox-store';
import { createKnexRevenueStore } from '../../server/src/flows/strapi/revenue-store';
import { createRevenue } from '../../server/src/flows/strapi/revenue-tables';
import { flowsTables } from '../../server/src/flows/strapi/tables';
import { openDatabase, type TestDatabase } from '../support/database';
import { createFlowWorld } from '../support/flow-world';
import { pasts, recounted, type Happening, type Lines } from '../support/revenue-past';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-06-01T06:59:00Z');

const held: FlowDefinition = {
  trigger: { kind: 'event', name: 'Began' },
  reentry: 'always',
  start: 'hold',
  steps: {
    hold: { kind: 'holdout', share: 40, next: 'mail' },
    mail: { kind: 'send-email', template: 't', next: 'pause' },
    pause: { kind: 'wait', for: '2d', next: 'again' },
    again: { kind: 'send-email', template: 't', next: 'end' },
    end: { kind: 'end' },
  },
};

const atOnce: FlowDefinition = {
  ...held,
  start: 'mail',
  steps: { mail: { kind: 'send-email', template: 't', next: 'end' }, end: { kind: 'end' } },
};

/** `createDatabase` gives the address of an empty one; without an address it is SQLite. */
export const flowRevenueSuite = (createDatabase: () => Promise<string | undefined>) => (): void => {
  let database: TestDatabase;
  let world: ReturnType<typeof createFlowWorld>;
  let worlds = 0;
  beforeEach(async () => {
    database = await openDatabase([flowsTables], await createDatabase());
    world = createFlowWorld(database);
  });
  afterEach(() => database?.stop());

  const event = (name: string, properties: JsonObject = {}, at = world.now) => ({
    kind: 'event' as const,
    event: { name, at, properties },
  });
  const begins = (who: string) => world.turn(who, event('Began'));
  const orders = (who: string, properties: JsonObject, at?: number) =>
    world.turn(who, event('Order Completed', properties, at));

  it('says what followed each message, once for each order, and who was kept out', async () => {
    const flow = await world.live(held);
    const names = Array.from({ length: 60 }, (_, at) => `p${at}`);
    for (const name of names) await begins(name);
    await world.work();
    const sent = await world.db('attune_outbox').where({ flow_id: flow, status: 'sent' }).pluck('profile_id');
    const mailed = names.filter((name) => sent.includes(name));
    const kept = names.filter((name) => !mailed.includes(name));
    expect(Math.min(mailed.length, kept.length)).toBeGreaterThan(5);
    const [ada = '', bob = '', cyd = ''] = mailed;
    const [eve = ''] = kept;

    world.now += HOUR;
    const bought = { order_id: 'o1', total: 49.9, currency: 'EUR' };
    await orders(ada, bought);
    world.now += HOUR;
    await orders(ada, { ...bought, total: 99 });
    await orders(eve, { order_id: 'o1', revenue: '20', currency: 'EUR' });
    await orders(bob, { order_id: 'o2', total: 5, currency: 'USD' });
    world.now += 2 * DAY;
    for (const name of mailed) await world.turn(name);
    await world.work();
    world.now += HOUR;
    await orders(ada, { order_id: 'o3', total: 30.1, currency: 'EUR' });
    // Told when the second mail had gone, and made before.
    await orders(cyd, { order_id: 'o4', total: 7, currency: 'EUR' }, START + DAY);
    world.now += 8 * DAY;
    await orders(ada, { order_id: 'o5', total: 1_000, currency: 'EUR' });

    const { messages, holdouts } = await world.revenue(flow);
    const n = mailed.length;
    expect(messages).toEqual([
      {
        ...{ node: 'mail', recipients: n },
        earned: [
          { currency: 'EUR', orders: 2, revenue: 56.9, perRecipient: 56.9 / n },
          { currency: 'USD', orders: 1, revenue: 5, perRecipient: 5 / n },
        ],
      },
      {
        ...{ node: 'again', recipients: n },
        earned: [{ currency: 'EUR', orders: 1, revenue: 30.1, perRecipient: 30.1 / n }],
      },
    ]);
    expect(holdouts).toMatchObject([{ node: 'hold', went: n, kept: 60 - n }]);
    expect(holdouts[0]?.compared[0]).toEqual({
      currency: 'EUR',
      went: { orders: 3, buyers: 2, revenue: 87, perPerson: 87 / n },
      kept: { orders: 1, buyers: 1, revenue: 20, perPerson: 20 / (60 - n) },
      uplift: null,
    });
    expect(await world.revenue(flow, 1)).toEqual({ messages, holdouts });
  });

  it('takes off what was given back, and the order with the last of it, whichever is told first', async () => {
    const flow = await world.live(atOnce);
    await begins('ada');
    await world.work();
    world.now += HOUR;
    const back = (properties: JsonObject, name = 'Order Refunded') =>
      world.turn('ada', event(name, properties));
    const earned = async () => {
      const { messages } = await world.revenue(flow);
      return messages[0]?.earned.map(({ orders: count, revenue }) => [count, revenue]);
    };
    await orders('ada', { order_id: 'o1', total: 50, currency: 'EUR' });
    await orders('ada', { order_id: 'o2', total: 20, currency: 'EUR' });
    await back({ order_id: 'o1', total: 10.5, currency: 'EUR' });
    await back({ order_id: 'o1', total: 10, currency: 'USD' });
    await back({ order_id: 'never told', total: 10 });
    expect(await earned()).toEqual([[2, 59.5]]);
    await back({ order_id: 'o2' });
    await back({ order_id: 'o2', total: 5 });
    expect(await earned()).toEqual([[1, 39.5]]);
    await back({ order_id: 'o3', total: 4 });
    await orders('ada', { order_id: 'o3', total: 5, currency: 'EUR' });
    expect(await earned()).toEqual([[2, 40.5]]);
    await back({ order_id: 'o1', total: 100 });
    await back({ order_id: 'o3' }, 'Order Cancelled');
    expect(await earned()).toEqual([]);
  });

  it('takes off once what was told twice, and each part of what was given back in parts', async () => {
    const flow = await world.live(atOnce);
    await begins('ada');
    await world.work();
    world.now += HOUR;
    const back = (properties: JsonObject) =>
      world.turn('ada', event('Order Refunded', { order_id: 'o1', currency: 'EUR', ...properties }));
    const left = async () => (await world.revenue(flow)).messages[0]?.earned[0]?.revenue;
    await orders('ada', { order_id: 'o1', total: 100, currency: 'EUR' });
    await back({ refund_id: 'r1', total: 10 });
    world.now += HOUR;
    await back({ refund_id: 'r1', total: 10 });
    expect(await left()).toBe(90);
    await back({ refund_id: 'r2', total: 10 });
    expect(await left()).toBe(80);
    // Two parts of one price, one after the other, and one of them told again as it was.
    await back({ total: 5 });
    await back({ total: 5 });
    expect(await left()).toBe(75);
    world.now += 1;
    await back({ total: 5 });
    expect(await left()).toBe(70);
    await orders('ada', { order_id: 'o2', total: 30, currency: 'EUR' });
    await back({ order_id: 'o2', refund_id: 'r1', total: 10 });
    expect(await left()).toBe(90);
  });

  it('counts the order that was told before it was written down that the mail had gone', async () => {
    const flow = await world.live(atOnce);
    const wentAt = world.now;
    await begins('ada');
    world.deliver = async ({ id }) => {
      // The customer is quicker than the hand that writes it down.
      await orders('ada', { order_id: 'o1', total: 10 }, world.now + 1);
      return { outcome: 'sent', messageId: id };
    };
    await world.work();
    const { db } = world;
    expect((await db('attune_outbox').pluck('sent_at')).map(Number)).toEqual([wentAt]);
    const earned = async () => (await world.revenue(flow)).messages[0]?.earned;
    expect(await earned()).toEqual([]);
    world.now += 5;
    const sent = event('Email Sent', { flow_id: flow });
    for (let times = 0; times < 2; times += 1) await world.turn('ada', sent);
    expect(await earned()).toMatchObject([{ orders: 1, revenue: 10 }]);
  });

  it('tells the versions of a flow apart, and adds them up', async () => {
    const flow = await world.live(atOnce);
    const round = async (who: string, total: number) => {
      await begins(who);
      await world.work();
      world.now += HOUR;
      await orders(who, { total, currency: 'EUR' });
    };
    await round('ada', 10);
    const { draft } = await world.flows.get(flow);
    await world.flows.update(flow, { draft: { ...draft, exits: [{ kind: 'event', name: 'Left' }] } });
    await world.flows.publish(flow);
    await round('bob', 20);
    const told = async (version?: number) => {
      const { messages } = await world.revenue(flow, version);
      return messages.map(({ recipients, earned }) => [recipients, earned[0]?.revenue]);
    };
    expect([await told(1), await told(2), await told()]).toEqual([[[1, 10]], [[1, 20]], [[2, 30]]]);
  });

  it('counts nothing of a trial, of a rehearsal or of nobody', async () => {
    const { id } = await world.flows.create({ key: 'flow', name: 'Flow', draft: held });
    const trial = await world.trial(id, { userId: 'me' }, {});
    await world.turn('me');
    world.now += 10_000;
    await world.turn('me');
    await world.work();
    world.now += HOUR;
    await orders('me', { order_id: 'o1', total: 9 });
    await orders('stranger', { order_id: 'o1', total: 9 });
    expect(await world.db('attune_outbox').where({ flow_id: trial.id, status: 'sent' })).toHaveLength(1);
    expect(await world.db('attune_flow_revenue').where({ flow_id: trial.id })).toEqual([]);
    expect(await world.db('attune_flow_revenue').where({ flow_id: id })).toEqual([]);
  });

  it('counts the order of a device for the mail to whom it becomes, once', async () => {
    const flow = await world.live(atOnce);
    await begins('ada');
    await world.work();
    world.now += HOUR;
    const bought = { order_id: 'o1', total: 10, currency: 'EUR' };
    await orders('device', bought);
    await orders('device', { total: 5, currency: 'EUR' });
    const earned = async () => (await world.revenue(flow)).messages[0]?.earned;
    expect(await earned()).toEqual([]);
    await world.merge('device', 'ada');
    expect(await earned()).toMatchObject([{ orders: 2, revenue: 15 }]);
    await orders('ada', bought);
    await orders('other device', bought);
    await world.merge('other device', 'ada');
    await world.merge('nobody', 'ada');
    expect(await earned()).toMatchObject([{ orders: 2, revenue: 15 }]);
  });

  it('asks nothing of a turn that holds no order and no holdout', async () => {
    await world.live(atOnce);
    const asked: string[] = [];
    const note = ({ sql }: { sql: string }) => {
      if (/attune_flow_(orders|passes|revenue)/.test(sql)) asked.push(sql);
    };
    world.db.on('query', note);
    await begins('ada');
    await world.turn('ada', event('Product Viewed'), event('Order Updated', { order_id: 'o1', total: 9 }));
    await world.work();
    expect(asked).toEqual([]);
    await orders('ada', { order_id: 'o1', total: 9 });
    expect(asked).not.toEqual([]);
    world.db.removeListener('query', note);
  });

  it('counts from when it was there: who came before is not taken for somebody who bought nothing', async () => {
    const { db } = world;
    await db.transaction(async (trx) => {
      for (const table of ['orders', 'passes', 'revenue']) await trx.schema.dropTable(`attune_flow_${table}`);
      const came = { version: 1, flow_id: 'flow' };
      await trx('attune_flow_tallies').insert([
        { ...came, node: 'mail', what: 'sent', detail: '', n: 90 },
        { ...came, node: 'mail', what: 'sent', detail: 'after the goal', n: 10 },
        { ...came, node: 'hold', what: 'passed', detail: 'in', n: 60 },
        { ...came, node: 'hold', what: 'ended', detail: 'holdout', n: 40 },
        { ...came, node: 'mail', what: 'ended', detail: 'goal', n: 3 },
      ]);
      const mail = { flow_id: 'flow', run_id: 'r', node: 'mail', kind: 'send-email', profile_id: 'p' };
      const sent = { ...mail, status: 'sent', payload: '{}', due_at: 1, attempts: 1, created_at: 1 };
      const run = { id: 'r', profile_id: 'p', state: '{}', status: 'ended', node: 'end', entered_at: 1 };
      await trx('attune_runs').insert({ ...run, ...came });
      await trx('attune_outbox').insert([
        { ...sent, id: 'a', counted: 1, sent_at: Date.now() - DAY },
        { ...sent, id: 'b', counted: 1, sent_at: Date.now() - 8 * DAY },
        { ...sent, id: 'c', counted: 0, sent_at: Date.now() - 1_000 },
      ]);
      await createRevenue(trx);
    });
    const before = await db('attune_flow_tallies').where({ what: 'before-orders' }).orderBy('detail');
    expect(before.map(({ node, detail, n }) => [node, detail, Number(n)])).toEqual([
      ['hold', 'in', 60],
      ['hold', 'out', 40],
      ['mail', 'sent', 99],
    ]);
    await world.store.insert({
      ...{ id: 'flow', key: 'flow', name: 'Flow', status: 'live', draft: held, version: 1, nextAt: null },
      ...{ movesTo: null, overdue: null, trialOf: null, createdAt: 1, updatedAt: 1 },
    });
    await database.transact((tx) => world.store.insertVersion(tx, 'flow', 1, held, 1));
    const { messages, holdouts } = await world.revenue('flow');
    expect(messages.map(({ node, recipients }) => [node, recipients])).toEqual([
      ['mail', 2],
      ['again', 0],
    ]);
    expect(holdouts).toMatchObject([{ node: 'hold', went: 0, kept: 0, compared: [] }]);
  });

  /** Lets it all happen to the real thing; the sums it came to. */
  const live = async (past: readonly Happening[]): Promise<Lines> => {
    const { db, transact } = database;
    const store = createKnexRevenueStore(db);
    const outbox = createKnexOutboxStore(db);
    const counting = createOrderCounting(store);
    const name = `w${(worlds += 1)}`;
    const place = { flow_id: `${name}-flow`, version: 1 };
    const heirs = new Map<number, number>();
    let now = START;
    let made = 0;
    const living = (id: number): number => {
      const heir = heirs.get(id);
      return heir === undefined ? id : living(heir);
    };
    const person = (id: number): string => `${name}-p${living(id)}`;
    const flowRow = { name, status: 'live', draft: '{}', created_at: 1, updated_at: 1 };
    await db('attune_flows').insert([
      { ...flowRow, id: place.flow_id, key: place.flow_id, trial_of: null },
      { ...flowRow, id: `${name}-trial`, key: `${name}-trial`, trial_of: place.flow_id },
    ]);
    const runRow = { ...place, profile_id: name, state: '{}', status: 'ended', node: 'end', entered_at: 1 };
    await db('attune_runs').insert({ ...runRow, id: name });
    const hears = async (who: number, event: EventFact): Promise<void> => {
      const turn = {
        ...{ profileId: person(who), inputs: [{ kind: 'event', event }] as const },
        facts: async () => noFacts(),
      };
      await transact((tx) => counting.take(tx, [turn], [], now));
    };
    const mailed = async (one: Happening & { readonly do: 'mail' }): Promise<void> => {
      const flow_id = one.trial ? `${name}-trial` : place.flow_id;
      await db('attune_outbox').insert({
        ...{ id: `${name}:${(made += 1)}`, kind: 'send-email', profile_id: person(one.who) },
        ...{ flow_id, run_id: name, node: one.node, sent_at: now - one.late * HOUR },
        ...{ payload: '{}', status: 'sent', due_at: now, attempts: 1, created_at: now },
      });
      await hears(one.who, { name: 'Email Sent', at: now, properties: { flow_id } });
    };
    const ordered = async (one: Happening & { readonly do: 'order' }): Promise<void> => {
      const { id, cents, currency } = one;
      const properties = { total: cents / 100, ...(id && { order_id: id }), ...(currency && { currency }) };
      await hears(one.who, { name: 'Order Completed', at: now - one.late * HOUR, properties });
    };
    const refunded = async (one: Happening & { readonly do: 'refund' }) => {
      const { who, id, refundId, cents, currency, times } = one;
      const properties = {
        ...{ order_id: id, ...(currency && { currency }), ...(refundId && { refund_id: refundId }) },
        ...(cents !== null && { total: cents / 100 }),
      };
      for (let time = 0; time < times; time += 1) {
        await hears(who, { name: 'Order Refunded', at: now, properties });
      }
    };
    for (const one of past) {
      now += 1;
      if (one.do === 'wait') now += one.hours * HOUR;
      if (one.do === 'mail') await mailed(one);
      if (one.do === 'order') await ordered(one);
      if (one.do === 'refund') await refunded(one);
      if (one.do === 'pass') {
        const pass = { flowId: place.flow_id, version: 1, node: 'held', arm: one.arm, at: now };
        await transact((tx) => store.insertPasses(tx, [{ ...pass, profileId: person(one.who) }]));
      }
      if (one.do === 'merge' && living(one.from) !== living(one.into)) {
        const [from, into] = [person(one.from), person(one.into)];
        await transact(async (tx) => {
          await outbox.moveProfile(tx, from, into);
          await counting.onMerge(tx, from, into);
        });
        heirs.set(living(one.from), living(one.into));
      }
      if (one.do === 'erase') {
        const nobody = { anonymousIds: [], userIds: [], emails: [], emailHashes: [], mailboxHashes: [] };
        const whom = { profileIds: [person(one.who)], ...nobody };
        await db.transaction(async (trx) => {
          for (const table of flowsTables.tables) if (table.holds === 'person') await table.erase(trx, whom);
        });
      }
    }
    const sums = await store.sums(place.flow_id);
    expect(await store.sums(`${name}-trial`)).toEqual([]);
    return new Map(
      sums
        .filter(({ orders }) => orders !== 0)
        .map(({ node, arm, currency, orders, cents, buyers, squares }) => [
          `${node} ${arm} ${currency}`,
          [orders, cents, buyers, squares],
        ]),
    );
  };

  it('comes to what a recount of everything comes to, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(pasts, async (past) => {
        expect(await live(past)).toEqual(recounted(past, START));
      }),
      { numRuns: 100 },
    );
  });
};
