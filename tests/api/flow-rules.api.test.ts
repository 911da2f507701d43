import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openFlowShop, until, type FlowShop } from '../support/flow-client';
import { startPostgres } from '../support/postgres';

interface Row {
  readonly status: string;
  readonly reason: string | null;
  readonly waitedFor: string | null;
  readonly dueAt: number;
}

const HOUR = 3_600_000;
const clock = (at: number) => new Date(at).toISOString().slice(11, 16);

const mailing = (name: string, more: object = {}, step: object = {}) => ({
  trigger: { kind: 'event', name },
  reentry: 'always',
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template: 'news', next: 'after', ...step },
    after: { kind: 'wait', for: '1d', next: 'end' },
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

  const rowsOf = (flow: string, status: string) =>
    client.good<Row[]>(`/outbox?status=${status}&flowId=${flow}`);
  const become = (flow: string, status: string, count = 1) =>
    until(async () => {
      const rows = await rowsOf(flow, status);
      return rows.length >= count && rows;
    });

  it('tells the rules as the schema their form is drawn from', async () => {
    const { options } = await client.good<{ options: { properties: object } }>('/flows/rules');
    expect(Object.keys(options.properties)).toEqual(['hours', 'cap', 'priority', 'perMinute']);
  });

  it('keeps a mail out of the quiet hours, tells it and counts it; a receipt goes at once', async () => {
    const now = Date.now();
    const hours = { quietFrom: clock(now - HOUR), quietTo: clock(now + 2 * HOUR), zone: 'UTC' };
    const flow = await client.live('quiet', mailing('Quiet', { rules: { hours } }));
    const receipt = await client.live(
      'receipt',
      mailing('Quiet', { rules: { hours } }, { purpose: 'service' }),
    );
    await client.person('ada');
    await client.does('ada', 'Quiet');
    await become(receipt, 'sent');
    const [row] = await until(async () => {
      const rows = await rowsOf(flow, 'queued');
      return rows.some(({ waitedFor }) => waitedFor !== null) && rows;
    });
    expect(row).toMatchObject({ reason: 'quiet hours', waitedFor: 'quiet hours' });
    expect(clock(row!.dueAt)).toBe(hours.quietTo);
    const [run] = await client.standing(flow, 'mail');
    const { story } = await client.good<{ story: { what: string; detail: string }[] }>(
      `/flows/${flow}/runs/${run!.id}`,
    );
    expect(story.map(({ what, detail }) => [what, detail])).toEqual([
      ['entered', ''],
      ['waits', 'quiet hours'],
    ]);
    const [numbers] = await client.good<{ waited: object[] }[]>(`/flows/${flow}/numbers`);
    expect(numbers?.waited).toEqual([{ reason: 'quiet hours', count: 1 }]);
  });

  it('uses the time zone that the person’s own device named', async () => {
    const now = Date.now();
    // Night in Vienna's stead: in UTC it is open, where the person lives it is not.
    const zone = new Date(now).getUTCHours() < 12 ? 'Pacific/Kiritimati' : 'Pacific/Pago_Pago';
    const local = new Date(now).toLocaleTimeString('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
    });
    const hour = Number(local.slice(0, 2));
    const two = (n: number) => `${String((n + 24) % 24).padStart(2, '0')}:00`;
    const hours = { quietFrom: two(hour - 1), quietTo: two(hour + 2), zone: 'UTC' };
    const flow = await client.live('zoned', mailing('Zoned', { rules: { hours } }));
    await client.person('zoe');
    await client.does('zoe', 'Hello', {});
    const tracked = await client.track('track', {
      ...{ userId: 'zoe', event: 'Zoned', properties: {} },
      context: { consent: { marketing: true, analytics: true }, timezone: zone },
    });
    expect(tracked.status).toBe(200);
    const [row] = await until(async () => {
      const rows = await rowsOf(flow, 'queued');
      return rows.some(({ waitedFor }) => waitedFor !== null) && rows;
    });
    expect(row?.reason).toBe('quiet hours');
  });

  it('counts the mails of all flows for a cap', async () => {
    const cap = { most: 1, within: '1d', otherwise: 'skip' };
    await client.person('bob');
    const first = await client.live('first', mailing('First'));
    const second = await client.live('second', mailing('Second', { rules: { cap } }));
    await client.does('bob', 'First');
    await become(first, 'sent');
    await client.does('bob', 'Second');
    expect(await become(second, 'skipped')).toMatchObject([{ reason: 'enough mails for now' }]);
    await client.standing(second, 'after');
  });

  it('sends so many a minute, and moves the others on', async () => {
    const flow = await client.live('slow', mailing('Slow', { rules: { perMinute: 2 } }));
    for (const userId of ['s1', 's2', 's3']) {
      await client.person(userId);
      await client.does(userId, 'Slow');
    }
    await become(flow, 'sent');
    const rows = await until(async () => {
      const waiting = await rowsOf(flow, 'queued');
      return waiting.length === 2 && waiting.every(({ waitedFor }) => waitedFor !== null) && waiting;
    });
    const [one, other] = rows.map(({ dueAt }) => dueAt).sort((a, b) => a - b);
    expect(other! - one!).toBe(30_000);
  });

  it('refuses rules that say nothing, and names what is wrong', async () => {
    for (const rules of [
      { hours: { zone: 'UTC' } },
      { hours: { quietFrom: '22:00', zone: 'UTC' } },
      { hours: { quietFrom: '22:00', quietTo: '22:00', zone: 'UTC' } },
      { hours: { weekdays: ['mon'], zone: 'Mars/Base' } },
      { cap: { most: -1, within: '7d' } },
      { cap: { most: 1, within: '0d' } },
      { perMinute: 0 },
      { priority: 'urgent' },
    ]) {
      const refused = await client.ask('/flows', 'POST', {
        ...{ key: 'wrong', name: 'Wrong' },
        draft: mailing('Wrong', { rules }),
      });
      expect([JSON.stringify(rules), refused.status]).toEqual([JSON.stringify(rules), 400]);
    }
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('rules of flows on SQLite', suite());
describe.skipIf(skipped)('rules of flows on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
