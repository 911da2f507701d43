import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { OutboxEffect } from '../outbox/effect';
import { createPost } from './post';
import { isPublicAddress } from './public-address';
import { signatureHeaders, webhookSecret } from './signature';
import { createWebhook } from './webhook';

const secrets = {
  hash: (purpose: string, value: string) => createHash('sha256').update(`${purpose}:${value}`).digest('hex'),
};

describe('public addresses', () => {
  it('are those of the internet, in every way of writing them', () => {
    for (const address of ['93.184.215.14', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001:81b::200e']) {
      expect(isPublicAddress(address), address).toBe(true);
    }
    for (const address of [
      ...['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
      ...['0.0.0.0', '255.255.255.255', '224.0.0.1', '198.18.0.1', '::', '::1', 'fe80::1', 'fd00::1'],
      ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'],
      ...['ff02::1', 'fe80::1%eth0', '2001:db8::1', '2001::1', 'example.com', ''],
    ]) {
      expect(isPublicAddress(address), address).toBe(false);
    }
  });
});

describe('the signature', () => {
  it('is as Standard Webhooks computes it, with a secret for each host', () => {
    const body = '{"test": 2432232314}';
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body };
    expect(signatureHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signed)).toEqual({
      'webhook-id': signed.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
    const one = webhookSecret(secrets, 'https://a.example/x');
    expect(one).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(webhookSecret(secrets, 'https://a.example/y')).toBe(one);
    expect(webhookSecret(secrets, 'https://b.example/x')).not.toBe(one);
  });
});

describe('a call', () => {
  let server: Server;
  let port: number;
  let seen: { headers: IncomingMessage['headers']; body: string }[];
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        seen.push({ headers: request.headers, body });
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    seen = [];
    answer = (response) => response.writeHead(204).end();
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const here = () => `http://127.0.0.1:${port}/hook`;
  const allowing = () => createPost({ allowed: [`127.0.0.1:${port}`], timeoutMs: 400 });
  const effect = (payload = {}): OutboxEffect => ({
    ...{ id: 'run:call:1', kind: 'webhook', profileId: 'p1', flowId: 'f1', runId: 'run', node: 'call' },
    ...{ attempts: 1, createdAt: Date.UTC(2026, 5, 1) },
    payload: {
      ...{ url: here(), email: 'hashed', traits: ['plan', 'secret'], purpose: 'advertising', key: 'c1' },
      trigger: { name: 'Began', at: 1, properties: { cart_id: 'c1' } },
      ...payload,
    },
  });
  const webhookWith = (post = allowing(), agreed = true) =>
    createWebhook({
      post,
      personOf: async () => ({
        id: 'p1',
        userId: 'u1',
        email: 'Ada@Example.com',
        traits: { plan: 'pro', age: 36 },
      }),
      mayReach: async () => agreed,
      secrets,
      now: () => Date.UTC(2026, 5, 1),
    });

  it('tells what it may, signed', async () => {
    expect(await webhookWith().deliver(effect())).toEqual({ outcome: 'sent', messageId: 'http 204' });
    const [{ headers, body }] = seen as [(typeof seen)[0]];
    expect(JSON.parse(body)).toEqual({
      ...{ type: 'flow.webhook', id: 'run:call:1', timestamp: '2026-06-01T00:00:00.000Z' },
      data: {
        ...{ flow: 'f1', step: 'call', key: 'c1', codes: {} },
        person: {
          ...{ id: 'p1', userId: 'u1', traits: { plan: 'pro' } },
          emailSha256: createHash('sha256').update('ada@example.com').digest('hex'),
        },
        trigger: { name: 'Began', at: 1, properties: { cart_id: 'c1' } },
      },
    });
    const timestamp = Number(headers['webhook-timestamp']);
    expect(timestamp).toBe(Date.UTC(2026, 5, 1) / 1_000);
    expect(headers).toMatchObject(
      signatureHeaders(webhookSecret(secrets, here()), { id: 'run:call:1', timestamp, body }),
    );
  });

  it('is not made without a yes', async () => {
    expect(await webhookWith(allowing(), false).check({} as never, effect())).toEqual({
      skip: 'no consent to advertising',
    });
    expect(await webhookWith(allowing(), false).check({} as never, effect({ purpose: null }))).toBe('go');
  });

  it.each([
    [200, 'sent'],
    [500, 'retry'],
    [503, 'retry'],
    [429, 'retry'],
    [408, 'retry'],
    [400, 'failed'],
    [404, 'failed'],
    [410, 'failed'],
  ])('takes %i for %s', async (status, outcome) => {
    answer = (response) => response.writeHead(status, { 'retry-after': '120' }).end('x');
    const delivery = await webhookWith().deliver(effect());
    expect(delivery).toMatchObject({ outcome, ...(outcome === 'retry' && { afterMs: 120_000 }) });
  });

  it('follows no redirect', async () => {
    answer = (response) => response.writeHead(307, { location: here() }).end();
    expect(await webhookWith().deliver(effect())).toEqual({
      outcome: 'failed',
      reason: 'answered 307: redirects are not followed',
    });
    expect(seen).toHaveLength(1);
  });

  it('gives up on who hangs, and is done with who talks without end', async () => {
    answer = () => undefined;
    const begun = Date.now();
    expect(await webhookWith().deliver(effect())).toEqual({ outcome: 'retry', reason: 'no answer in time' });
    expect(Date.now() - begun).toBeLessThan(3_000);
    let written = 0;
    answer = (response) => {
      response.writeHead(200);
      const more = () => {
        if (response.destroyed || written > 200e6) return;
        written += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    };
    expect(await webhookWith().deliver(effect())).toMatchObject({ outcome: 'sent' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(written).toBeLessThan(20e6);
    answer = (response) => response.writeHead(200).flushHeaders();
    expect(await webhookWith().deliver(effect())).toMatchObject({ outcome: 'sent' });
  });

  it('reaches no private address: written out, by name, or by a name that changes its mind', async () => {
    const refused = { outcome: 'failed', reason: 'the address is not public' };
    const guarded = createPost({ allowed: [], timeoutMs: 400 });
    for (const url of [
      here(),
      `http://localhost:${port}/`,
      `http://0x7f000001:${port}/`,
      `http://2130706433:${port}/`,
      `http://127.1:${port}/`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://0.0.0.0:${port}/`,
    ]) {
      expect(await webhookWith(guarded).deliver(effect({ url })), url).toEqual(refused);
    }
    const answers = [['93.184.215.14'], ['127.0.0.1'], ['93.184.215.14', '10.0.0.1']];
    let asked = 0;
    const rebinding = createPost({
      allowed: [],
      timeoutMs: 300,
      resolve: (_host, _options, done) => {
        const addresses = answers[asked++ % answers.length] ?? [];
        done(
          null,
          addresses.map((address) => ({ address, family: 4 })),
        );
      },
    });
    const url = `http://rebind.example:${port}/`;
    // The first answer is public: the connection goes there, and nobody asks a second time.
    expect(await webhookWith(rebinding).deliver(effect({ url }))).toMatchObject({ outcome: 'retry' });
    expect(asked).toBe(1);
    expect(await webhookWith(rebinding).deliver(effect({ url }))).toEqual(refused);
    expect(await webhookWith(rebinding).deliver(effect({ url }))).toEqual(refused);
    expect(seen).toEqual([]);
  });

  it('tries again where nobody is at home', async () => {
    const post = createPost({ allowed: ['127.0.0.1:1'] });
    expect(await webhookWith(post).deliver(effect({ url: 'http://127.0.0.1:1/' }))).toMatchObject({
      outcome: 'retry',
      reason: 'the connection was refused',
    });
  });
});
