import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { triedFlows } from '../../server/src/flows/strapi/tried';
import type { ExportedTables } from '../../server/src/privacy';
import { isKnownByTrialsOnly } from '../../server/src/privacy/only-tried';
import { loginAdmin } from '../support/admin';
import { openFlowShop, until, type FlowShop } from '../support/flow-client';
import { startPostgres } from '../support/postgres';

const PERSON = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };

const DAY = 86_400_000;

interface Trial {
  readonly id: string;
  readonly email: string;
}

const suite = (postgresUrl?: string) => () => {
  let shop: FlowShop;
  let stranger: Server;
  let strangerCalled = 0;
  let client: FlowShop['client'];
  let flow: string;

  beforeAll(async () => {
    stranger = createServer((_request, response) => {
      strangerCalled += 1;
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const hook = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    shop = await openFlowShop(postgresUrl, { webhooks: { allow: [hook] } });
    client = shop.client;
    await client.template('first');
    await client.template('second');
    await client.good('/emails', 'POST', {
      ...{ name: 'linked', key: 'linked', subject: 'linked', text: 'https://shop.example.com/a', sample: {} },
      html: '<mjml><mj-body><mj-section><mj-column><mj-button href="https://shop.example.com/a">Go</mj-button></mj-column></mj-section></mj-body></mjml>',
    });
    flow = await client.draft('tried', {
      trigger: { kind: 'event', name: 'Began', key: 'cart_id' },
      rules: { hours: { quietFrom: '00:00', quietTo: '23:59', zone: 'UTC' }, cap: { most: 0, within: '1d' } },
      start: 'days',
      steps: {
        days: { kind: 'wait', for: '3d', next: 'first' },
        first: { kind: 'send-email', template: 'first', purpose: 'marketing', review: true, next: 'hook' },
        hook: { kind: 'webhook', url: `http://${hook}/`, next: 'tag' },
        tag: { kind: 'tag', tag: 'tried', change: 'add', next: 'weeks' },
        weeks: { kind: 'wait', for: '30d', next: 'second' },
        second: { kind: 'send-email', template: 'second', purpose: 'marketing', next: 'end' },
        end: { kind: 'end' },
      },
    });
  });
  afterAll(async () => {
    await shop?.stop();
    stranger?.close();
  });

  it('sends all its mails to whoever asks within moments, and touches nobody else', async () => {
    await client.person('ada');
    const { id, email } = await client.good<Trial>(`/flows/${flow}/trial`, 'POST', {
      data: { email: 'ada@example.com' },
      email: 'ada@example.com',
    });
    expect(email).toMatch(/^admin-/);
    // Three days are five seconds, and so is each step that would touch others.
    await until(() => shop.sink.mails.length >= 1);
    await until(() => shop.sink.mails.length >= 2);
    expect(shop.sink.mails.map(({ to, headers }) => [to, headers.subject])).toEqual([
      [[email], 'first'],
      [[email], 'second'],
    ]);
    expect(strangerCalled).toBe(0);
    expect(await shop.app.strapi.db.connection('attune_profile_tags')).toEqual([]);
    await until(async () => (await client.good<{ status: string }>(`/flows/${id}`)).status === 'stopped');
    const [run] = await client.runs(id);
    expect(run).toMatchObject({ because: 'finished' });
    // Whoever tried it is known by it alone: a day later they are forgotten, as long as they are nobody else.
    const { connection } = shop.app.strapi.db;
    const triedBy = async (inDays: number) =>
      (await triedFlows(connection, Date.now() + inDays * DAY)).map(({ profileId }) => profileId);
    expect([await triedBy(0), await triedBy(2), await triedBy(9)]).toEqual([[], [run!.profileId], []]);
    const { tables } = await client.good<{ tables: ExportedTables }>(`/profiles/${run!.profileId}/export`);
    expect(isKnownByTrialsOnly(tables)).toBe(true);
    const [trial] = await connection('attune_flows').where({ id });
    const [profile] = await connection('attune_profiles').where({ id: run!.profileId });
    expect(Number(profile.created_at)).toBeGreaterThanOrEqual(Number(trial.created_at));
    await connection('attune_outbox').where({ run_id: run!.id }).update({ flow_id: flow });
    expect(await triedBy(2)).toEqual([]);
    await connection('attune_outbox').where({ run_id: run!.id }).update({ flow_id: id });
  });

  it('goes on at a click of whoever may not be measured, and makes no event of it', async () => {
    const clicking = await client.draft('clicking', {
      trigger: { kind: 'event', name: 'Began' },
      start: 'linked',
      steps: {
        linked: { kind: 'send-email', template: 'linked', purpose: 'marketing', next: 'clicked' },
        clicked: {
          ...{ kind: 'wait-for-event', name: 'Email Clicked', from: 'linked', timeout: '3d' },
          ...{ then: 'second', otherwise: 'end' },
        },
        second: { kind: 'send-email', template: 'second', purpose: 'marketing', next: 'end' },
        end: { kind: 'end' },
      },
    });
    const sent = shop.sink.mails.length;
    const { id } = await client.good<Trial>(`/flows/${clicking}/trial`, 'POST', {});
    const mail = await until(() => shop.sink.mails[sent]);
    const [link = ''] = /https?:\/\/[^\s"]+\/v1\/c\/[^\s"<]+/.exec(mail.html) ?? [];
    const path = new URL(link).pathname;
    const answer = await fetch(`${shop.app.url}${path}`, {
      redirect: 'manual',
      headers: PERSON,
    });
    expect(answer.status).toBe(302);
    expect((await until(() => shop.sink.mails[sent + 1])).headers.subject).toBe('second');
    await until(async () => (await client.good<{ status: string }>(`/flows/${id}`)).status === 'stopped');
    expect(await client.runs(id)).toMatchObject([{ because: 'finished' }]);
    const clicks = shop.app.strapi.db.connection('attune_events').where({ name: 'Email Clicked' });
    expect(await clicks).toEqual([]);
  });

  it('is counted nowhere: the flow has had nobody, and stands in the list alone', async () => {
    expect((await client.good<{ key: string }[]>('/flows')).map(({ key }) => key)).toEqual([
      'clicking',
      'tried',
    ]);
    expect(await client.runs(flow)).toEqual([]);
    expect(await client.good(`/flows/${flow}/numbers`)).toEqual([]);
    expect(await client.good(`/outbox?status=sent&flowId=${flow}`)).toEqual([]);
    expect(await client.good(`/flows/${flow}`)).toMatchObject({ status: 'draft', runs: { finished: 0 } });
  });

  it('is for those who may publish, and for a flow that could be', async () => {
    const reader = await loginAdmin(shop.app.strapi, shop.app.url, [
      'plugin::attune.flows.read',
      'plugin::attune.flows.update',
    ]);
    const asked = { method: 'POST', body: '{}' };
    expect((await reader(`/attune/flows/${flow}/trial`, asked)).status).toBe(403);
    const publisher = await loginAdmin(shop.app.strapi, shop.app.url, ['plugin::attune.flows.publish']);
    expect((await publisher(`/attune/flows/${flow}/trial`, asked)).status).toBe(200);
    const broken = await client.draft('broken', {
      ...{ trigger: { kind: 'event', name: 'Began' }, start: 'mail' },
      steps: {
        mail: { kind: 'send-email', template: 'nowhere', purpose: 'service', next: 'end' },
        end: { kind: 'end' },
      },
    });
    const { status, error } = await client.ask(`/flows/${broken}/trial`, 'POST', {});
    expect([status, error?.message]).toEqual([400, expect.stringContaining('steps.mail')]);
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('trying a flow on SQLite', suite());
describe.skipIf(skipped)('trying a flow on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
