import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startCrmSandbox, type Sandbox } from '../support/crm-sandbox';
import { openFlowShop, until, type FlowShop } from '../support/flow-client';
import { startPostgres } from '../support/postgres';

interface Run {
  readonly profileId: string;
  readonly key: string | null;
  readonly status: string;
  readonly because: string | null;
  readonly node: string;
  readonly steps: readonly { readonly node: string; readonly detail: string }[];
}

/** The steps that said something, in their order; the end is left at the moment of the step before it. */
const story = ({ steps }: Run) =>
  steps.flatMap(({ node, detail }) => (node === 'end' ? [] : [`${node}: ${detail}`]));

const suite = (postgresUrl?: string) => () => {
  let shop: FlowShop;
  let client: FlowShop['client'];
  let crm: Sandbox;
  let receiver: Server;
  let hook: string;
  let calls: { path: string; body: { data: { person: object; trigger: object } }; signature: string }[];

  beforeAll(async () => {
    crm = await startCrmSandbox();
    calls = [];
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const signature = String(request.headers['webhook-signature']);
        calls.push({ path: String(request.url), body: JSON.parse(body) as never, signature });
        response.writeHead(request.url === '/gone' ? 410 : 204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    hook = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    shop = await openFlowShop(postgresUrl, {
      connectors: { hubspot: { baseUrl: crm.url } },
      webhooks: { allow: [hook] },
    });
    client = shop.client;
  });
  afterAll(async () => {
    await shop?.stop();
    await crm?.stop();
    receiver?.close();
  });

  const person = (userId: string, email = `${userId}@example.com`) =>
    client.person(userId, { email, plan: 'free' });
  const ended = (flow: string, count = 1) =>
    until(async () => {
      const runs = await client.good<Run[]>(`/flows/${flow}/runs?pageSize=100&status=ended`);
      return runs.length >= count && runs;
    });
  const profile = async (userId: string) => {
    const [found] = await client.good<{ id: string }[]>(`/profiles?search=${userId}`);
    return client.good<{ id: string; traits: object; tags: string[]; segments: string[] }>(
      `/profiles/${found!.id}`,
    );
  };

  it('knows each kind of step with the schema its form is drawn from', async () => {
    const kinds =
      await client.good<{ kind: string; label: string; options: { properties: object } }[]>('/flows/kinds');
    for (const kind of [
      'wait-until',
      'split',
      'holdout',
      'set-trait',
      'tag',
      'list',
      'start-flow',
      'webhook',
    ]) {
      expect(kinds.find((each) => each.kind === kind)?.options.properties, kind).toBeDefined();
    }
  });

  it('changes a person’s traits, tags and lists, and branches on what it has changed', async () => {
    await client.good('/segments', 'POST', { kind: 'static', name: 'Warm', key: 'warm' });
    const flow = await client.live('own-data', {
      trigger: { kind: 'event', name: 'Warmed' },
      start: 'trait',
      steps: {
        trait: { kind: 'set-trait', name: 'plan', from: 'plan', next: 'tag' },
        tag: { kind: 'tag', change: 'add', tag: 'hot', next: 'list' },
        list: { kind: 'list', change: 'add', segment: 'warm', next: 'ask' },
        ask: {
          kind: 'branch',
          ways: [
            {
              when: {
                all: [
                  { kind: 'trait', where: { plan: 'pro' } },
                  { kind: 'tag', name: 'hot' },
                  { kind: 'segment', id: 'warm' },
                ],
              },
              next: 'end',
            },
          ],
          otherwise: 'end',
        },
        end: { kind: 'end' },
      },
    });
    await person('ada');
    await client.does('ada', 'Warmed', { plan: 'pro' });
    const [run] = (await ended(flow)) as [Run];
    // The branch is asked at the moment at which the list is left: which stands first is nobody's promise.
    expect([...story(run)].sort()).toEqual([...['ask: way 1', 'list: done', 'tag: done', 'trait: done']]);
    expect(await profile('ada')).toMatchObject({ traits: { plan: 'pro' }, tags: ['hot'] });
  });

  it('draws a code that the next mail prints, each time another', async () => {
    await client.good('/emails', 'POST', {
      name: 'Spring',
      key: 'spring',
      subject: 'Your code {{codes.draw}}',
      html: '<mjml><mj-body><mj-section><mj-column><mj-text>{{codes.draw}}</mj-text></mj-column></mj-section></mj-body></mjml>',
      text: '{{codes.draw}}',
      sample: { codes: { draw: 'SPRING-ABCDEF' } },
    });
    const flow = await client.live('spring', {
      trigger: { kind: 'event', name: 'Spring Came' },
      start: 'draw',
      steps: {
        draw: { kind: 'discount-code', pattern: 'SPRING-{6}', next: 'mail' },
        mail: { kind: 'send-email', template: 'spring', next: 'end' },
        end: { kind: 'end' },
      },
    });
    for (const name of ['bea', 'cleo']) {
      await person(name);
      await client.does(name, 'Spring Came');
    }
    await ended(flow, 2);
    await until(() => shop.sink.mails.length >= 2);
    const subjects = shop.sink.mails.map(({ headers }) => String(headers.subject));
    for (const subject of subjects) expect(subject).toMatch(/^Your code SPRING-[2-9A-HJ-NP-Z]{6}$/);
    expect(new Set(subjects).size).toBe(2);
  });

  it('calls another server with a signature that its secret proves, and takes the other way at a 410', async () => {
    const flow = await client.live('calling', {
      trigger: { kind: 'event', name: 'Call Wanted' },
      start: 'call',
      steps: {
        call: {
          kind: 'webhook',
          url: `http://${hook}/audience`,
          email: 'hashed',
          traits: ['plan'],
          next: 'again',
        },
        again: { kind: 'webhook', url: `http://${hook}/gone`, next: 'end', failed: 'tag' },
        tag: { kind: 'tag', change: 'add', tag: 'unreached', next: 'inward' },
        inward: { kind: 'webhook', url: 'http://169.254.169.254/latest', next: 'end', failed: 'end' },
        end: { kind: 'end' },
      },
    });
    await person('dan');
    await client.does('dan', 'Call Wanted', { size: 3 });
    const [run] = (await ended(flow)) as [Run];
    expect(story(run)).toEqual(['call: done', 'again: failed', 'tag: done', 'inward: failed']);
    const failed = await client.good<{ reason: string }[]>(`/outbox?status=failed&flowId=${flow}`);
    expect(failed.map(({ reason }) => reason).sort()).toEqual([
      ...['answered 410', 'the address is not public'],
    ]);
    expect(calls.map(({ path }) => path)).toEqual(['/audience', '/gone']);
    expect(calls[0]?.body.data).toMatchObject({
      person: {
        userId: 'dan',
        emailSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        traits: { plan: 'free' },
      },
      trigger: { name: 'Call Wanted', properties: { size: 3 } },
    });
    const { secret } = await client.good<{ secret: string }>(
      `/flows/webhook-secret?url=${encodeURIComponent(`http://${hook}/`)}`,
    );
    expect(secret).toMatch(/^whsec_/);
    expect(calls[0]?.signature).toMatch(/^v1,[\w+/]{43}=$/);
  });

  it('puts people into a CRM’s list; who is not known there goes the other way', async () => {
    const { id: connection } = await client.good('/connections', 'POST', {
      ...{ kind: 'hubspot', name: 'HubSpot', secret: 'demo-crm-token', schedule: null },
    });
    const draft = (of: string) => ({
      trigger: { kind: 'event', name: 'Became Partner' },
      start: 'push',
      steps: {
        push: { kind: 'crm-list', change: 'add', connection: of, list: '11', next: 'end', failed: 'tag' },
        tag: { kind: 'tag', change: 'add', tag: 'unknown-there', next: 'end' },
        end: { kind: 'end' },
      },
    });
    const wrong = await client.good('/flows', 'POST', {
      key: 'wrong-crm',
      name: 'x',
      draft: draft('nowhere'),
    });
    const refused = await client.ask(`/flows/${wrong.id}/publish`, 'POST');
    expect(refused.error?.message).toContain('steps.push: There is no connection to a CRM "nowhere".');
    const flow = await client.live('partners', draft(connection));
    const list = crm.world.lists.get('11')!;
    const contact = [...crm.world.contacts.values()].find(({ id }) => !list.members.has(id))!;
    await person('known', contact.properties.email);
    await person('unknown');
    await client.does('known', 'Became Partner');
    await client.does('unknown', 'Became Partner');
    const runs = await ended(flow, 2);
    expect(list.members.has(contact.id)).toBe(true);
    expect(runs.flatMap(({ steps }) => steps.map(({ detail }) => detail)).sort()).toEqual([
      ...['', '', 'done', 'failed', 'then'],
    ]);
    const inUse = await client.ask(`/connections/${connection}`, 'DELETE');
    expect([inUse.status, inUse.error?.message]).toEqual([409, expect.stringContaining('partners')]);
  });

  it('starts another flow, keeps a share out, and splits the others', async () => {
    const second = await client.live('second', {
      trigger: { kind: 'event', name: 'Never Sent' },
      start: 'split',
      steps: {
        split: {
          kind: 'split',
          ways: [
            { share: 50, next: 'a' },
            { share: 50, next: 'b' },
          ],
        },
        a: { kind: 'end' },
        b: { kind: 'end' },
      },
    });
    const first = await client.live('first', {
      trigger: { kind: 'event', name: 'Split Wanted' },
      start: 'out',
      steps: {
        out: { kind: 'holdout', share: 50, next: 'go' },
        go: { kind: 'start-flow', flow: 'second', next: 'end' },
        end: { kind: 'end' },
      },
    });
    // Runs are drawn by ids nobody knows beforehand: one of the three ends stays empty once in ten million times.
    const people = 60;
    for (let n = 0; n < people; n += 1) await client.does(`split-${n}`, 'Split Wanted');
    const runs = await ended(first, people);
    const heldOut = runs.filter(({ because }) => because === 'holdout').length;
    expect(heldOut).toBeGreaterThan(0);
    expect(heldOut).toBeLessThan(people);
    const ways = new Set((await ended(second, people - heldOut)).map(({ node }) => node));
    expect(ways).toEqual(new Set(['a', 'b']));
    const shown = await client.good<{ runs: { holdout: number } }>(`/flows/${first}`);
    expect(shown.runs.holdout).toBe(heldOut);
  });
};

const postgres = await startPostgres();
const skipped = 'skipped' in postgres;

describe('steps of flows on SQLite', suite());
describe.skipIf(skipped)('steps of flows on PostgreSQL', suite(skipped ? undefined : postgres.url));
afterAll(async () => {
  if (!skipped) await postgres.stop();
});
