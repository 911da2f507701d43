import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openFlowShop, until, type FlowShop } from '../support/flow-client';
import { startPostgres } from '../support/postgres';

interface Figures {
  readonly today: {
    readonly people: number;
    readonly inside: number;
    readonly exact: boolean;
    readonly looksBack: boolean;
  } | null;
  readonly atOnce: number | null;
  readonly elsewhere: number;
  readonly overdue: number;
}

const HOUR = 3_600_000;

const waiting = (trigger: object, lasts = '1d', more: object = {}) => ({
  trigger,
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: lasts, next: 'mail' },
    mail: { kind: 'send-email', template: 'news', purpose: 'service', next: 'end' },
    end: { kind: 'end' },
  },
  ...more,
});

const suite = (postgresUrl?: string) => () => {
  let shop: FlowShop;
  let client: FlowShop['client'];

  beforeAll(async () => {
    shop = await openFlowShop(postgresUrl);
    client = shop.client;
    await client.template('news');
  });
  afterAll(() => shop?.stop());

  const figures = (flow: string, query = '') => client.good<Figures>(`/flows/${flow}/publishing${query}`);
  const status = async (flow: string) => (await client.good<{ status: string }>(`/flows/${flow}`)).status;

  it('counts who is in the segment already, and takes them in when that is said', async () => {
    for (const userId of ['ada', 'bob']) await client.person(userId);
    const condition = { kind: 'event', name: 'Loved', count: { $gte: 1 } };
    await client.good('/segments', 'POST', { kind: 'live', name: 'Lovers', key: 'lovers', condition });
    for (const userId of ['ada', 'bob']) await client.does(userId, 'Loved');
    const draft = waiting({ kind: 'segment-entered', segment: 'lovers' });
    const flow = await client.draft('lovers', draft);
    const found = await until(async () => {
      const seen = await figures(flow);
      return seen.today?.people === 2 && seen;
    });
    expect(found).toEqual({
      ...{ today: { people: 2, inside: 0, exact: true, looksBack: false }, atOnce: null },
      ...{ alike: [], elsewhere: 0, overdue: 0 },
    });
    await client.publish(flow);
    expect(await client.runs(flow)).toEqual([]);
    await client.publish(flow, { today: 'at-once' });
    await client.standing(flow, 'wait', 2);
    // Saying it again takes nobody in twice.
    expect((await figures(flow)).today).toMatchObject({ people: 0, inside: 2 });
    await client.publish(flow, { today: 'at-once' });
    await client.does('ada', 'Anything');
    expect(await client.runs(flow)).toHaveLength(2);
  });

  it('starts by their own dates those who did it in the last days', async () => {
    await client.person('cleo');
    const flow = await client.draft('past', waiting({ kind: 'event', name: 'Signed Up' }, '30d'));
    const at = Date.now() - 50 * HOUR;
    await client.track('track', {
      ...{ userId: 'cleo', event: 'Signed Up', properties: {}, timestamp: new Date(at).toISOString() },
      context: { consent: { analytics: true } },
    });
    await until(async () => (await figures(flow)).today?.people === 1);
    expect((await figures(flow, '?within=1d')).today).toEqual({
      ...{ people: 0, inside: 0, exact: true, looksBack: true },
    });
    await client.publish(flow, { today: 'own-dates' });
    const [run] = await client.standing(flow, 'wait');
    expect(run!.dueAt).toBe(at + 30 * 24 * HOUR);
  });

  const AGREED = { consent: { analytics: true } };
  const did = (userId: string, event: string, days: number, properties: object = {}) =>
    client.track('track', {
      ...{ userId, event, properties, context: AGREED },
      timestamp: new Date(Date.now() - days * 24 * HOUR).toISOString(),
    });
  const day = (ago: number) => new Date(Date.now() - ago * 24 * HOUR).toISOString().slice(0, 10);
  const added = (cart: string, price: number) => ({ cart_id: cart, product_id: 'P', price });

  it('knows whose date it was, who fell silent, who left a cart and who left a segment', async () => {
    for (const [userId, ago] of Object.entries({ gus: 5, hal: 50, ivy: -5 })) {
      await client.track('identify', { userId, traits: { renewal: day(ago) }, context: AGREED });
    }
    await did('gus', 'Booked', 4, { day: day(2), booking: 'b1' });
    await did('hal', 'Booked', 4, { day: day(-2), booking: 'b2' });
    await did('gus', 'Called', 12);
    await did('hal', 'Called', 12);
    await did('hal', 'Called', 1);
    for (const userId of ['gus', 'hal']) await did(userId, 'Product Added', 0.5, added(userId, 20));
    await did('hal', 'Order Completed', 0.4, { cart_id: 'hal', order_id: '1' });
    await did('ivy', 'Product Added', 0.5, added('ivy', 5));
    const asked: readonly (readonly [string, object, number, number])[] = [
      ['trait', { kind: 'date', field: 'renewal', zone: 'UTC' }, 1, 2],
      ['booking', { kind: 'date', field: 'day', event: { name: 'Booked' }, zone: 'UTC' }, 1, 1],
      ['silent', { kind: 'inactivity', for: '10d', name: 'Called' }, 1, 1],
      ['left', { kind: 'cart-left', for: '1h', over: 10 }, 1, 1],
    ];
    for (const [key, trigger, people, inMore] of asked) {
      const flow = await client.draft(`was-${key}`, waiting(trigger, '10d'));
      const found = await until(async () => {
        const { today } = await figures(flow);
        return today?.people === people && today;
      });
      expect({ key, ...found }).toEqual({ key, people, inside: 0, exact: true, looksBack: true });
      const more = (await figures(flow, '?within=60d')).today;
      expect({ key, ...more }).toEqual({ key, people: inMore, inside: 0, exact: true, looksBack: true });
      await client.publish(flow, { today: 'at-once' });
      await client.standing(flow, 'wait', people);
      expect(await client.runs(flow)).toHaveLength(people);
    }
  });

  it('divides those whose date is near at the instant of publishing', async () => {
    const trigger = { kind: 'date', field: 'soon', zone: 'UTC' };
    const flows = {
      nobody: await client.draft('soon-nobody', waiting(trigger, '10d', { reentry: 'always' })),
      'at-once': await client.draft('soon-today', waiting(trigger, '10d', { reentry: 'always' })),
    };
    const middle = Date.now() + 2_000;
    // The first look at them comes within a second or so, and later than some of these moments.
    const moments = Array.from({ length: 30 }, (_, n) => middle + (n - 10) * 200);
    // In one call, so that they are there before their moments are over.
    await client.track('batch', {
      batch: moments.map((soon, n) => ({
        ...{ type: 'identify', userId: `near${n}`, context: AGREED },
        traits: { email: `near${n}@example.com`, soon },
      })),
    });
    await sleep(middle - Date.now());
    for (const [today, flow] of Object.entries(flows)) await client.publish(flow, { today });
    const at = (await client.good<{ publishedAt: number }[]>(`/flows/${flows.nobody}/versions`))[0]!
      .publishedAt;
    const after = moments.filter((moment) => moment > at).length;
    expect(after).toBeGreaterThan(0);
    await client.standing(flows.nobody, 'wait', after);
    await client.standing(flows['at-once'], 'wait', moments.length);
    await sleep(1_500);
    const entered = async (flow: string) => (await client.runs(flow)).map(({ profileId }) => profileId);
    const [late, all] = [await entered(flows.nobody), await entered(flows['at-once'])];
    expect([late.length, new Set(late).size]).toEqual([after, after]);
    expect([all.length, new Set(all).size]).toEqual([moments.length, moments.length]);
  });

  it('says who begins whatever is chosen, and who has left a segment', async () => {
    const condition = { kind: 'event', name: 'Stayed', count: { $gte: 1 }, within: '4s' };
    await client.good('/segments', 'POST', { kind: 'live', name: 'Guests', key: 'guests', condition });
    await client.person('mia');
    await client.does('mia', 'Stayed');
    const trigger = { kind: 'schedule', timezone: 'UTC', segment: 'guests' };
    const once = await client.draft('once', waiting(trigger));
    await until(async () => (await figures(once)).atOnce === 1);
    expect((await figures(once)).today).toBeNull();
    const planned = await client.draft('planned', waiting({ ...trigger, cron: '0 9 * * *' }));
    expect((await figures(planned)).atOnce).toBeNull();
    const left = await client.draft('gone', waiting({ kind: 'segment-left', segment: 'guests' }));
    await until(async () => (await figures(left)).today?.people === 1);
    expect((await figures(once)).atOnce).toBe(0);
    await client.publish(left, { today: 'at-once' });
    await client.standing(left, 'wait');
  });

  it('moves who is under way to the new version, where that is said', async () => {
    const flow = await client.live('moving', waiting({ kind: 'event', name: 'Moved' }, '10d'));
    await client.person('dora');
    await client.does('dora', 'Moved');
    const [before] = await client.standing(flow, 'wait');
    await client.good(`/flows/${flow}`, 'PUT', { draft: waiting({ kind: 'event', name: 'Moved' }, '5d') });
    expect(await figures(flow)).toMatchObject({ elsewhere: 1 });
    await client.publish(flow, { move: true });
    const after = await until(async () => (await client.runs(flow)).find(({ version }) => version === 2));
    expect(before!.dueAt! - after.dueAt!).toBe(5 * 24 * HOUR);
    expect(await figures(flow)).toMatchObject({ elsewhere: 0 });
  });

  it('says what is overdue after a pause, and leaves it out where that is chosen', async () => {
    const flow = await client.live('overdue', waiting({ kind: 'event', name: 'Waited' }, '2s'));
    await client.person('emil');
    await client.does('emil', 'Waited');
    await client.standing(flow, 'wait');
    await client.good(`/flows/${flow}/pause`, 'POST');
    await until(async () => (await figures(flow)).overdue === 1);
    await client.good(`/flows/${flow}/resume`, 'POST', { overdue: 'skip' });
    const rows = await until(async () => {
      const found = await client.good<{ reason: string }[]>(`/outbox?status=skipped&flowId=${flow}`);
      return found.length > 0 && found;
    });
    expect(rows).toMatchObject([{ reason: 'it fell due while the flow was paused' }]);
    const [run] = await client.runs(flow);
    expect(run).toMatchObject({ because: 'finished' });
  });

  it('drains: who is under way comes to the end, and then it is stopped', async () => {
    const flow = await client.live('drained', waiting({ kind: 'event', name: 'Drained' }, '3s'));
    await client.person('fay');
    await client.does('fay', 'Drained');
    await client.standing(flow, 'wait');
    await client.good(`/flows/${flow}/stop`, 'POST', { how: 'drain' });
    expect(await status(flow)).toBe('draining');
    await until(async () => (await status(flow)) === 'stopped');
    expect(await client.runs(flow)).toMatchObject([{ because: 'finished' }]);
  });

  it('refuses choices that there are not', async () => {
    const flow = await client.draft('refused', waiting({ kind: 'event', name: 'Refused' }));
    for (const choice of [{ today: 'everybody' }, { over: 'soon' }, { overdue: 'later' }, { move: 'yes' }]) {
      const { status: answered } = await client.ask(`/flows/${flow}/publish`, 'POST', choice);
      expect([JSON.stringify(choice), answered]).toEqual([JSON.stringify(choice), 400]);
    }
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('publishing flows on SQLite', suite());
describe.skipIf(skipped)('publishing flows on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
