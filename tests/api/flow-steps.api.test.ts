import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { startCrmSandbox, type Sandbox } from '../support/crm-sandbox';
import { startMailSink, type MailSink } from '../support/mail-sink';
import { startPostgres } from '../support/postgres';
import { bootStrapi, type BootedStrapi } from '../support/strapi';
import { createTracker } from '../support/tracking';

const AGREED = { consent: { analytics: true, marketing: true, advertising: true } };

const until = async <T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> => {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const seen = await look();
    if (seen) return seen;
    await sleep(50);
  }
  throw new Error('It did not come.');
};

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
  let app: BootedStrapi;
  let sink: MailSink;
  let crm: Sandbox;
  let receiver: Server;
  let hook: string;
  let calls: { path: string; body: { data: { person: object; trigger: object } }; signature: string }[];
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let track: ReturnType<typeof createTracker>;

  beforeAll(async () => {
    sink = await startMailSink();
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
    app = await bootStrapi({
      postgresUrl,
      config: {
        email: { transport: `smtp://127.0.0.1:${sink.port}`, from: 'Shop <shop@example.com>' },
        connectors: { hubspot: { baseUrl: crm.url } },
        webhooks: { allow: [hook] },
      },
    });
    admin = await loginAdmin(app.strapi, app.url);
    track = createTracker(app);
  });
  afterAll(async () => {
    await app?.stop();
    await sink?.stop();
    await crm?.stop();
    receiver?.close();
  });

  const ask = async <T = { id: string }>(path: string, method = 'GET', body?: unknown) => {
    const answer = await admin(`/attune${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { data, error } = (await answer.json()) as { data: T; error?: { message: string } };
    return { status: answer.status, data, error };
  };
  const good = async <T = { id: string }>(path: string, method = 'GET', body?: unknown): Promise<T> => {
    const { data, error } = await ask<T>(path, method, body);
    expect(error).toBeUndefined();
    return data;
  };
  const live = async (key: string, draft: object): Promise<string> => {
    const { id } = await good('/flows', 'POST', { key, name: key, draft });
    await good(`/flows/${id}/publish`, 'POST');
    return id;
  };
  const person = async (userId: string, email = `${userId}@example.com`) => {
    await track.server('identify', { userId, traits: { email, plan: 'free' }, context: AGREED });
  };
  const does = (userId: string, event: string, properties: object = {}) =>
    track.server('track', { userId, event, properties, context: AGREED });
  const ended = (flow: string, count = 1) =>
    until(async () => {
      const runs = await good<Run[]>(`/flows/${flow}/runs?pageSize=100&status=ended`);
      return runs.length >= count && runs;
    });
  const profile = async (userId: string) => {
    const [found] = await good<{ id: string }[]>(`/profiles?search=${userId}`);
    return good<{ id: string; traits: object; tags: string[]; segments: string[] }>(`/profiles/${found!.id}`);
  };

  it('knows each kind of step with the schema its form is drawn from', async () => {
    const kinds =
      await good<{ kind: string; label: string; options: { properties: object } }[]>('/flows/kinds');
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
    await good('/segments', 'POST', { kind: 'static', name: 'Warm', key: 'warm' });
    const flow = await live('own-data', {
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
    await does('ada', 'Warmed', { plan: 'pro' });
    const [run] = (await ended(flow)) as [Run];
    // The branch is asked at the moment at which the list is left: which stands first is nobody's promise.
    expect([...story(run)].sort()).toEqual([...['ask: way 1', 'list: done', 'tag: done', 'trait: done']]);
    expect(await profile('ada')).toMatchObject({ traits: { plan: 'pro' }, tags: ['hot'] });
  });

  it('draws a code that the next mail prints, each time another', async () => {
    await good('/emails', 'POST', {
      name: 'Spring',
      key: 'spring',
      subject: 'Your code {{codes.draw}}',
      html: '<mjml><mj-body><mj-section><mj-column><mj-text>{{codes.draw}}</mj-text></mj-column></mj-section></mj-body></mjml>',
      text: '{{codes.draw}}',
      sample: { codes: { draw: 'SPRING-ABCDEF' } },
    });
    const flow = await live('spring', {
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
      await does(name, 'Spring Came');
    }
    await ended(flow, 2);
    await until(() => sink.mails.length >= 2);
    const subjects = sink.mails.map(({ headers }) => String(headers.subject));
    for (const subject of subjects) expect(subject).toMatch(/^Your code SPRING-[2-9A-HJ-NP-Z]{6}$/);
    expect(new Set(subjects).size).toBe(2);
  });

  it('calls another server with a signature that its secret proves, and takes the other way at a 410', async () => {
    const flow = await live('calling', {
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
    await does('dan', 'Call Wanted', { size: 3 });
    const [run] = (await ended(flow)) as [Run];
    expect(story(run)).toEqual(['call: done', 'again: failed', 'tag: done', 'inward: failed']);
    const failed = await good<{ reason: string }[]>(`/outbox?status=failed&flowId=${flow}`);
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
    const { secret } = await good<{ secret: string }>(
      `/flows/webhook-secret?url=${encodeURIComponent(`http://${hook}/`)}`,
    );
    expect(secret).toMatch(/^whsec_/);
    expect(calls[0]?.signature).toMatch(/^v1,[\w+/]{43}=$/);
  });

  it('puts people into a CRM’s list; who is not known there goes the other way', async () => {
    const { id: connection } = await good('/connections', 'POST', {
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
    const wrong = await good('/flows', 'POST', { key: 'wrong-crm', name: 'x', draft: draft('nowhere') });
    const refused = await ask(`/flows/${wrong.id}/publish`, 'POST');
    expect(refused.error?.message).toContain('steps.push: There is no connection to a CRM "nowhere".');
    const flow = await live('partners', draft(connection));
    const list = crm.world.lists.get('11')!;
    const contact = [...crm.world.contacts.values()].find(({ id }) => !list.members.has(id))!;
    await person('known', contact.properties.email);
    await person('unknown');
    await does('known', 'Became Partner');
    await does('unknown', 'Became Partner');
    const runs = await ended(flow, 2);
    expect(list.members.has(contact.id)).toBe(true);
    expect(runs.flatMap(({ steps }) => steps.map(({ detail }) => detail)).sort()).toEqual([
      ...['', '', 'done', 'failed', 'then'],
    ]);
    const inUse = await ask(`/connections/${connection}`, 'DELETE');
    expect([inUse.status, inUse.error?.message]).toEqual([409, expect.stringContaining('partners')]);
  });

  it('starts another flow, keeps a share out, and splits the others', async () => {
    const second = await live('second', {
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
    const first = await live('first', {
      trigger: { kind: 'event', name: 'Split Wanted' },
      start: 'out',
      steps: {
        out: { kind: 'holdout', share: 50, next: 'go' },
        go: { kind: 'start-flow', flow: 'second', next: 'end' },
        end: { kind: 'end' },
      },
    });
    for (let n = 0; n < 24; n += 1) await does(`split-${n}`, 'Split Wanted');
    const runs = await ended(first, 24);
    const heldOut = runs.filter(({ because }) => because === 'holdout').length;
    expect(heldOut).toBeGreaterThan(0);
    expect(heldOut).toBeLessThan(24);
    const ways = new Set((await ended(second, 24 - heldOut)).map(({ node }) => node));
    expect(ways).toEqual(new Set(['a', 'b']));
    const shown = await good<{ runs: { holdout: number } }>(`/flows/${first}`);
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
