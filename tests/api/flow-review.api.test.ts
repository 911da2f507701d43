import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openFlowShop, until, type FlowShop } from '../support/flow-client';
import { startPostgres } from '../support/postgres';

interface Waiting {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
}

interface ShownMail {
  readonly subject: string;
  readonly html: string;
  readonly template: string;
}

const HELLO = {
  ...{ name: 'Hello', key: 'hello', subject: 'For {{profile.city}}', text: 'Bye', sample: {} },
  html: '<mjml><mj-body><mj-section><mj-column><mj-text>Hello {{profile.city}}, <a href="{{links.unsubscribe}}">no more</a></mj-text></mj-column></mj-section></mj-body></mjml>',
};

const draft = {
  trigger: { kind: 'event', name: 'Said Hello' },
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', template: 'hello', review: true, failed: 'lost', next: 'done' },
    done: { kind: 'end' },
    lost: { kind: 'end' },
  },
};

const suite = (postgresUrl?: string) => () => {
  let shop: FlowShop;
  let client: FlowShop['client'];
  let flow: string;

  beforeAll(async () => {
    shop = await openFlowShop(postgresUrl);
    client = shop.client;
    await client.good('/emails', 'POST', HELLO);
    flow = await client.live('hello', draft);
  });
  afterAll(() => shop?.stop());

  const waiting = () => client.good<Waiting[]>('/outbox?status=held&reason=held%20for%20review');
  const comes = async (name: string, city: string): Promise<Waiting> => {
    const known = new Set((await waiting()).map(({ id }) => id));
    await client.person(name, { city });
    await client.does(name, 'Said Hello');
    return until(async () => (await waiting()).find(({ id }) => !known.has(id)));
  };
  const look = (id: string) => client.ask<ShownMail>(`/outbox/${encodeURIComponent(id)}/mail`);

  it('shows the mail as it will go, with what is known of the person by now', async () => {
    const { id } = await comes('vera', 'Graz');
    const first = await look(id);
    expect(first.data).toMatchObject({ subject: 'For Graz', template: 'hello' });
    await client.track('identify', { userId: 'vera', traits: { city: 'Linz' } });
    const { data } = await until(async () => {
      const shown = await look(id);
      return shown.data.subject === 'For Linz' && shown;
    });
    expect(data.html).toContain('Hello Linz');
    expect(shop.sink.mails).toEqual([]);
    const [noted] = await shop.app.strapi.db.connection('attune_audit').where({ action: 'see mail' });
    expect(noted).toMatchObject({ actor: expect.stringMatching(/^admin:/) });

    expect(await client.good('/outbox/review', 'POST', { ids: [id], send: true })).toEqual({ decided: 1 });
    const mail = await until(async () => shop.sink.mails.find(({ to }) => to.includes('vera@example.com')));
    expect(mail.headers.subject).toBe('For Linz');
    // What a look shows takes nobody off the list; what arrives does.
    const unsubscribe = (html: string) => /href="([^"]*unsubscribe[^"]*)"/.exec(html)?.[1];
    // The mail server has it a moment before that is written down.
    const sent = await until(async () => {
      const copy = await client.ask<ShownMail>(`/emails/sent/${encodeURIComponent(id)}`);
      return copy.status === 200 && copy.data;
    });
    expect(unsubscribe(sent.html)).not.toBe(unsubscribe(data.html));
    await until(async () => (await look(id)).status === 404);
    expect((await look('nobody:knows:1')).status).toBe(404);
  });

  it('says why a mail cannot be made, and keeps it', async () => {
    const { id } = await comes('paula', 'Wels');
    const templates = shop.app.strapi.db.connection('attune_emails');
    await templates.clone().where({ key: 'hello' }).update({ key: 'gone' });
    const broken = await look(id);
    expect(broken.status).toBe(409);
    expect(broken.error?.message).toBe('It cannot be made: the template is gone.');
    expect((await waiting()).map((row) => row.id)).toContain(id);
    await templates.clone().where({ key: 'gone' }).update({ key: 'hello' });
    expect((await look(id)).data.subject).toBe('For Wels');
  });

  it('leaves all of a flow unsent, and lets their people go on', async () => {
    await comes('casey', 'Enns');
    const { decided } = await client.good<{ decided: number }>('/outbox/review', 'POST', {
      ...{ flowId: flow, send: false },
    });
    expect(decided).toBe(2);
    expect(await waiting()).toEqual([]);
    const ended = await until(async () => {
      const runs = await client.runs(flow);
      return runs.every(({ status }) => status === 'ended') && runs;
    });
    expect(ended.map(({ node }) => node)).toEqual(['done', 'done', 'done']);
    expect(shop.sink.mails).toHaveLength(1);
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('mails held for review on SQLite', suite());
describe.skipIf(skipped)('mails held for review on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
