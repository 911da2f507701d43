import { createHmac } from 'node:crypto';
import { createConnection } from 'node:net';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { AGREED, createTracker } from '../support/tracking';

interface Row {
  readonly message_id: string;
  readonly profile_id: string;
  readonly name: string;
  readonly at: number;
  readonly handled: number;
  readonly proven: number;
  readonly context: string;
  readonly properties: string;
}

describe('the tracking API', () => {
  let app: BootedStrapi;
  let track: ReturnType<typeof createTracker>;
  beforeAll(async () => {
    app = await bootStrapi();
    track = createTracker(app);
  });
  afterAll(() => app.stop());

  const db = () => app.strapi.db.connection;
  const stored = (messageId: string): Promise<Row | undefined> =>
    db()('attune_events').where({ message_id: messageId }).first();
  const quarantined = (anonymousId: string): Promise<{ code: string; path: string; body: string }[]> =>
    db()('attune_quarantine').where({ anonymous_id: anonymousId });

  it.each([
    ['identify', 'i', { traits: { plan: 'pro' } }, 'Identified'],
    ['track', 't', { event: 'Product Added', properties: { price: 3 } }, 'Product Added'],
    ['page', 'p', { name: 'Home' }, 'Page Viewed'],
    ['screen', 's', { name: 'Start' }, 'Screen Viewed'],
    ['group', 'g', { groupId: 'acme', traits: { seats: 3 } }, 'Group Joined'],
    ['alias', 'a', { previousId: 'before', userId: 'after' }, 'Alias Created'],
  ])('takes %s and its short form', async (path, short, fields, name) => {
    for (const address of [path, short]) {
      const messageId = `${address}-1`;
      const answer = await track.browser(address, {
        messageId,
        anonymousId: 'device-1',
        context: AGREED,
        ...fields,
      });
      expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
      expect(await stored(messageId)).toMatchObject({ name });
    }
  });

  it('takes a batch, and answers a client that only tells of itself', async () => {
    const batch = [
      { type: 'track', event: 'A', anonymousId: 'device-2', messageId: 'b1', context: AGREED },
      { type: 'page', anonymousId: 'device-2', messageId: 'b2' },
    ];
    for (const address of ['batch', 'b']) {
      expect((await track.browser(address, { batch })).status).toBe(200);
    }
    expect(await db()('attune_events').whereIn('message_id', ['b1', 'b2'])).toHaveLength(2);
    expect((await track.browser('m', { series: [] })).status).toBe(200);
  });

  it('knows the key by Basic auth, Bearer or body, and refuses others', async () => {
    const event = { anonymousId: 'device-3', event: 'Keyed' };
    const basic = `Basic ${Buffer.from(`${TEST_KEYS.browser}:`).toString('base64')}`;
    expect((await track.send('track', event, { authorization: basic })).status).toBe(200);
    const bearer = `Bearer ${TEST_KEYS.browser}`;
    expect((await track.send('track', event, { authorization: bearer })).status).toBe(200);
    expect((await track.send('track', { ...event, writeKey: TEST_KEYS.browser })).status).toBe(200);
    expect((await track.send('track', event)).status).toBe(401);
    const unknown = await track.send('track', { ...event, writeKey: 'nobody-knows-me' });
    expect(unknown.status).toBe(401);
    expect(await unknown.json()).toMatchObject({
      error: { status: 401, name: 'unauthorized', message: 'This write key is not known.' },
    });
    const leaked = await track.send(
      'track',
      { ...event, writeKey: TEST_KEYS.server },
      { origin: 'https://shop.example' },
    );
    expect(leaked.status).toBe(403);
  });

  it('answers browsers of any site, and their preflights', async () => {
    const answer = await track.send(
      't',
      { writeKey: TEST_KEYS.browser, anonymousId: 'd', event: 'X' },
      { origin: 'https://shop.example', 'content-type': 'text/plain' },
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await fetch(`${app.url}/api/attune/v1/t`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it('reads gzip, labelled or not, and JSON under any label', async () => {
    const event = { writeKey: TEST_KEYS.browser, anonymousId: 'device-4', event: 'Zipped', context: AGREED };
    const labels: readonly Record<string, string>[] = [
      { 'content-encoding': 'gzip' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'text/plain' },
    ];
    for (const [index, label] of labels.entries()) {
      const body = gzipSync(JSON.stringify({ ...event, messageId: `zip-${index}` }));
      expect((await track.send('t', body, label)).status).toBe(200);
      expect(await stored(`zip-${index}`)).toBeDefined();
    }
  });

  it('stops inflating a bomb, and refuses a megabyte, both in the answer’s own words', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 32));
    const answers = [
      await track.send('batch', bomb, { 'content-encoding': 'gzip' }),
      await track.browser('track', { anonymousId: 'd', event: 'Big', properties: { a: 'x'.repeat(1e6) } }),
      await track.browser('batch', { batch: [], padding: 'x'.repeat(600_000) }),
      await track.browser('batch', { batch: Array.from({ length: 2501 }, () => ({ type: 'page' })) }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ error: { name: 'too-large' } });
    }
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"a":'],
    ['a list', '[]'],
    ['half of a gzip', gzipSync('{}').subarray(0, 12)],
  ])('refuses %s as unreadable', async (_what, body) => {
    const answer = await track.send('track', body);
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('unreadable');
    expect(text).not.toContain(' at ');
  });

  it('lets 499 in and names the one that is wrong, which it keeps', async () => {
    const context = AGREED;
    const batch = Array.from({ length: 500 }, (_, index) => ({
      type: 'track',
      event: index === 77 ? undefined : 'Counted',
      anonymousId: 'device-5',
      messageId: `n${index}`,
      context: index === 0 ? context : {},
    }));
    const answer = await track.browser('batch', { batch });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      success: true,
      rejected: [{ index: 77, code: 'required', path: 'event', message: 'A track call names its event.' }],
    });
    expect(await db()('attune_events').where({ name: 'Counted' })).toHaveLength(499);
    const [kept] = await quarantined('device-5');
    expect(kept).toMatchObject({ code: 'required', path: 'event' });
    expect(kept?.body).toContain('"messageId":"n77"');
  });

  const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });
  it.each([
    ['a hundred levels', { event: 'X', properties: nested(100) }, 'too-deep'],
    ['too many values', { event: 'X', properties: { list: Array(2_001).fill(1) } }, 'too-many-keys'],
    ['a prototype', '{"event":"X","properties":{"__proto__":{"admin":true}}}', 'key'],
    ['1970', { event: 'X', timestamp: '1970-01-01T00:00:00Z' }, 'timestamp'],
    ['2090', { event: 'X', timestamp: '2090-01-01T00:00:00Z' }, 'timestamp'],
    ['no time', { event: 'X', timestamp: 'yesterday' }, 'timestamp'],
    ['a name of 300', { event: 'x'.repeat(300) }, 'too-long'],
    ['control characters', { event: 'X', messageId: 'a\u0000b' }, 'characters'],
    ['an object for a name', { event: { $ne: null } }, 'type'],
    ['a list for properties', { event: 'X', properties: [] }, 'type'],
  ])('refuses %s with its path, and quarantines it', async (_what, fields, code) => {
    const given = typeof fields === 'string' ? fields : JSON.stringify(fields);
    const body = `${given.slice(0, -1)},"anonymousId":"bad-${code}","writeKey":"${TEST_KEYS.browser}"}`;
    const answer = await track.send('track', body);
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { details: { errors: { code: string }[] } } };
    expect(error.details.errors[0]?.code).toBe(code);
    expect(await db()('attune_quarantine').where({ code })).not.toHaveLength(0);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('takes SQL and HTML in ids for the text they are', async () => {
    const anonymousId = `'; drop table attune_events; --<script>alert("x")</script>`;
    const event = { anonymousId, messageId: 'sql-1', event: `<b>O'Neil</b>`, context: AGREED };
    expect((await track.browser('track', event)).status).toBe(200);
    expect(await stored('sql-1')).toMatchObject({ anonymous_id: anonymousId, name: `<b>O'Neil</b>` });
  });

  it('corrects the client’s clock, and keeps history as it was', async () => {
    const wrong = Date.UTC(2031, 0, 1);
    const event = { anonymousId: 'device-6', event: 'Timed', context: AGREED };
    const before = Date.now();
    await track.browser('track', {
      ...event,
      messageId: 'clock-1',
      timestamp: new Date(wrong - 60_000).toISOString(),
      sentAt: new Date(wrong).toISOString(),
    });
    const at = Number((await stored('clock-1'))?.at);
    expect(at).toBeGreaterThanOrEqual(before - 60_000);
    expect(at).toBeLessThanOrEqual(Date.now() - 60_000);

    const timestamp = '2024-03-01T12:00:00.000Z';
    const batch = [{ type: 'track', ...event, messageId: 'old-1', timestamp }];
    expect((await track.browser('import', { batch })).status).toBe(403);
    expect((await track.server('import', { batch, sentAt: new Date(wrong).toISOString() })).status).toBe(200);
    expect(await stored('old-1')).toMatchObject({ at: Date.parse(timestamp), handled: 1 });
  });

  it('takes history within the limits of a batch, and keeps aside what it refuses', async () => {
    const day = (at: number) => new Date(Date.UTC(2015, 0, 1 + (at % 300))).toISOString();
    const visit = (at: number, more: object = {}) => ({
      type: 'track',
      event: 'Bought Long Ago',
      userId: `import-${at % 40}`,
      messageId: `history-${at}`,
      timestamp: day(at),
      ...more,
    });
    const batch = Array.from({ length: 2_500 }, (_, at) => visit(at));
    const answer = await track.server('import', { batch });
    expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
    const rows = await db()('attune_events').where({ name: 'Bought Long Ago' });
    expect(rows).toHaveLength(2_500);
    expect(rows.filter(({ handled }) => !handled)).toEqual([]);
    expect(await stored('history-77')).toMatchObject({ at: Date.parse(day(77)) });
    expect((await track.server('import', { batch: [...batch, visit(2_500)] })).status).toBe(413);
    const wide = Array.from({ length: 20 }, (_, at) =>
      visit(at, { properties: { text: 'x'.repeat(30_000) } }),
    );
    expect((await track.server('import', { batch: wide })).status).toBe(413);

    const mixed = await track.server('import', {
      batch: [
        visit(9_001),
        visit(9_002, { timestamp: '1987-01-01T00:00:00Z', anonymousId: 'too-old' }),
        visit(9_003, { event: '', anonymousId: 'nameless' }),
      ],
    });
    expect(await mixed.json()).toMatchObject({
      success: true,
      rejected: [
        { index: 1, code: 'timestamp', path: 'timestamp' },
        { index: 2, code: 'required', path: 'event' },
      ],
    });
    expect(await stored('history-9001')).toBeDefined();
    expect(await quarantined('too-old')).toMatchObject([{ code: 'timestamp', historical: 1 }]);
    expect(await quarantined('nameless')).toHaveLength(1);
    const origin = { origin: 'https://shop.example', authorization: `Bearer ${TEST_KEYS.server}` };
    expect((await track.send('import', { batch: [visit(1)] }, origin)).status).toBe(403);
  });

  it('counts a messageId once, within a batch and across', async () => {
    const one = { type: 'track', event: 'Once', anonymousId: 'device-7', messageId: 'once', context: AGREED };
    await track.browser('batch', { batch: [one, one] });
    await Promise.all(Array.from({ length: 5 }, () => track.browser('track', one)));
    expect(await db()('attune_events').where({ name: 'Once' })).toHaveLength(1);
  });

  it('acknowledges and does not store what nobody agreed to', async () => {
    const event = { anonymousId: 'stranger', event: 'Secret' };
    expect((await track.browser('track', event)).status).toBe(200);
    expect((await track.browser('identify', { ...event, traits: { email: 's@example.com' } })).status).toBe(
      200,
    );
    expect(await db()('attune_events').where({ name: 'Secret' })).toHaveLength(0);
    expect(await db()('attune_identities').where({ value: 'stranger' })).toHaveLength(0);
    await track.browser('track', { anonymousId: 'stranger', event: 1 });
    await track.browser('track', { anonymousId: 'stranger' });
    expect(await quarantined('stranger')).toHaveLength(0);
    await track.browser('track', { ...event, messageId: 'yes', context: AGREED });
    await track.browser('track', { ...event, messageId: 'no', context: { consent: { analytics: false } } });
    await track.browser('track', { ...event, messageId: 'after' });
    expect(await db()('attune_events').where({ name: 'Secret' }).pluck('message_id')).toEqual(['yes']);
  });

  it('keeps no address, and what the user agent says', async () => {
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
    await track.send(
      't',
      {
        writeKey: TEST_KEYS.browser,
        anonymousId: 'device-8',
        messageId: 'ua-1',
        event: 'X',
        context: { ...AGREED, ip: '203.0.113.9' },
      },
      { 'user-agent': userAgent, 'cf-ipcountry': 'AT', 'x-forwarded-for': '203.0.113.9' },
    );
    const row = await stored('ua-1');
    expect(JSON.stringify(row)).not.toContain('203.0.113.9');
    expect(JSON.parse(row?.context ?? '')).toMatchObject({
      geo: { country: 'AT' },
      device: { type: 'mobile' },
      os: { name: 'iOS' },
    });
  });

  it('believes a browser who it is only with a signature', async () => {
    const call = (anonymousId: string, userId: string, signature?: string) =>
      track.browser('identify', {
        anonymousId,
        userId,
        messageId: `sig-${anonymousId}`,
        context: { ...AGREED, attune: { signature } },
      });
    await track.server('identify', { userId: 'ada', traits: { plan: 'vip' }, context: AGREED });
    await call('claims', 'ada', 'f'.repeat(64));
    await call('proves', 'ada', createHmac('sha256', TEST_KEYS.browserSecret).update('ada').digest('hex'));
    const [ada] = await db()('attune_profiles').where({ user_id: 'ada' });
    expect(await stored('sig-proves')).toMatchObject({ proven: 1, profile_id: ada.id });
    const claimed = await stored('sig-claims');
    expect(claimed).toMatchObject({ proven: 0 });
    expect(claimed?.profile_id).not.toBe(ada.id);
    expect(JSON.stringify(await db()('attune_events'))).not.toContain('signature');
  });

  it('gives up a body that never ends', { timeout: 20_000 }, async () => {
    const { hostname, port } = new URL(app.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(Number(port), hostname, () => {
        socket.write('POST /api/attune/v1/t HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a":');
      });
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toContain('408');
  });

  it('tells analytics.js where to send, and serves the browser script', async () => {
    const settings = await fetch(`${app.url}/api/attune/v1/projects/${TEST_KEYS.browser}/settings`);
    expect(await settings.json()).toMatchObject({
      integrations: {
        'Segment.io': { apiKey: TEST_KEYS.browser, apiHost: `${new URL(app.url).host}/api/attune/v1` },
      },
    });
    expect((await fetch(`${app.url}/api/attune/v1/projects/nope/settings`)).status).toBe(404);
    expect((await fetch(`${app.url}/api/attune/v1/projects/%ff/settings`)).status).toBe(404);
    const script = await fetch(`${app.url}/api/attune/client.js`);
    expect(script.status).toBe(200);
    expect(script.headers.get('content-type')).toContain('javascript');
    const etag = script.headers.get('etag') ?? '';
    const again = await fetch(`${app.url}/api/attune/client.js`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('shows stream and quarantine, masked from whom people are none of the business', async () => {
    const admin = await loginAdmin(app.strapi, app.url);
    await track.browser('track', { anonymousId: 'device-9', messageId: 'q-0', event: 'Ok', context: AGREED });
    const list = (await (await admin('/attune/events?pageSize=2&name=Ok')).json()) as {
      data: { seq: number; properties: object | null }[];
    };
    expect(list.data[0]).toMatchObject({ properties: {}, person: '' });
    const since = await (await admin(`/attune/events?after=${list.data[0]?.seq}`)).json();
    expect(since).toMatchObject({ data: [] });
    await track.server('identify', { userId: 'named-1', traits: { firstName: 'Nora', lastName: 'Name' } });
    await track.server('track', {
      ...{ userId: 'named-1', messageId: 'q-n', event: 'Named', context: AGREED },
    });
    expect(await (await admin('/attune/events?name=Named')).json()).toMatchObject({
      data: [{ person: 'Nora Name' }],
    });

    await track.browser('track', { anonymousId: 'device-9', properties: { note: 'private' } });
    const quarantine = (await (await admin('/attune/quarantine')).json()) as {
      data: { id: string; body: string; path: string }[];
    };
    const [bad] = quarantine.data;
    expect(bad?.body).toContain('private');
    const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.events.read']);
    expect(await (await reader('/attune/quarantine')).text()).not.toContain('private');
    expect(await (await reader('/attune/events?pageSize=1')).json()).toMatchObject({
      data: [{ properties: null, person: null }],
    });

    const replay = (body: object) =>
      admin(`/attune/quarantine/${bad?.id}/replay`, { method: 'POST', body: JSON.stringify(body) });
    expect((await replay({})).status).toBe(400);
    const corrected = JSON.stringify({
      type: 'track',
      event: 'Healed',
      anonymousId: 'device-9',
      messageId: 'q-1',
    });
    expect((await replay({ body: corrected })).status).toBe(200);
    expect(await stored('q-1')).toMatchObject({ name: 'Healed' });
    expect((await replay({ body: corrected })).status).toBe(404);
  });
});
