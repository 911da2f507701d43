import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { allTables } from '../../server/src/strapi/all-tables';
import { loginAdmin } from '../support/admin';
import { until } from '../support/flow-client';
import { attuneTables, grepDatabase } from '../support/grep-database';
import { loginUser } from '../support/permissions';
import { plantRow } from '../support/plant-person';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

type Admin = Awaited<ReturnType<typeof loginAdmin>>;

const declared = allTables.flatMap(({ tables }) => tables);

/**
 * What erasure leaves of a flow's doings: ids, codes and Message-IDs made of them, which keep what was sent from being
 * sent again and a flow's numbers from changing. They name no person once the profile's id is gone from them.
 */
const OF_NOBODY = [
  ...[
    'id',
    'kind',
    'flow_id',
    'run_id',
    'node',
    'status',
    'reason',
    'waited_for',
    'message_id',
    'claimed_by',
  ].map((column) => `attune_outbox.${column}`),
  ...['run_id', 'flow_id', 'node', 'outcome', 'detail'].map((column) => `attune_run_steps.${column}`),
  ...['id', 'flow_id', 'node', 'status', 'ended_because'].map((column) => `attune_runs.${column}`),
  // A code stays taken, by nobody.
  ...['code', 'effect_id', 'flow_id'].map((column) => `attune_flow_codes.${column}`),
];

interface Exported {
  readonly data: { readonly tables: Record<string, readonly Record<string, unknown>[]> };
}

export const privacySuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let admin: Admin;
    beforeAll(async () => {
      app = await boot({ config: { privacy: { retentionDays: 30 } } });
      admin = await loginAdmin(app.strapi, app.url);
    });
    afterAll(() => app.stop());

    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/api/attune${path}`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', ...headers },
        body: JSON.stringify(body),
      });
    const say = (anonymousId: string, decisions: Record<string, boolean>, more = {}) =>
      post('/v1/consent', { writeKey: TEST_KEYS.browser, anonymousId, decisions, ...more });
    const server = { authorization: `Basic ${Buffer.from(`${TEST_KEYS.server}:`).toString('base64')}` };
    const findOne = async (search: string): Promise<{ id: string } | undefined> => {
      const found = await admin(`/attune/profiles?search=${encodeURIComponent(search)}`);
      return ((await found.json()) as { data: { id: string }[] }).data[0];
    };

    it('declares every table that is there, and has every table that it declares', async () => {
      const names = declared.map(({ table }) => table);
      expect(names.filter((name) => name.startsWith('attune_')).sort()).toEqual(
        await attuneTables(app.strapi.db.connection),
      );
      expect(new Set(names).size).toBe(names.length);
    });

    it('asks first: nothing holds before a yes, and each answer is kept with its words', async () => {
      const asked = await fetch(
        `${app.url}/api/attune/v1/consent?writeKey=${TEST_KEYS.browser}&anonymousId=nobody-yet`,
      );
      expect(await asked.json()).toEqual({
        data: {
          decisions: {},
          effective: { analytics: false, personalisation: false, marketing: false, advertising: false },
        },
      });
      expect(await findOne('nobody-yet')).toBeUndefined();

      const yes = await say(
        'device-1',
        { analytics: true, marketing: false },
        { wording: 'May we count you?' },
      );
      expect(yes.status).toBe(200);
      expect(yes.headers.get('access-control-allow-origin')).toBeDefined();
      await say('device-1', { analytics: true });
      await say('device-1', { analytics: false }, { source: 'settings' });
      const { id } = (await findOne('device-1'))!;
      const exported = (await (await admin(`/attune/profiles/${id}/export`)).json()) as Exported;
      expect(exported.data.tables.attune_consents).toMatchObject([
        { purpose: 'analytics', granted: true, source: 'banner', wording: 'May we count you?' },
        { purpose: 'marketing', granted: false, source: 'banner', wording: 'May we count you?' },
        { purpose: 'analytics', granted: false, source: 'settings', wording: null },
      ]);
    });

    it("obeys the browser's signals until the person says yes", async () => {
      const ask = async (headers: Record<string, string>) => {
        const answer = await fetch(
          `${app.url}/api/attune/v1/consent?writeKey=${TEST_KEYS.browser}&anonymousId=device-2`,
          { headers },
        );
        return ((await answer.json()) as { data: { effective: Record<string, boolean> } }).data.effective;
      };
      await say('device-2', { analytics: true });
      expect(await ask({ 'sec-gpc': '1' })).toMatchObject({ analytics: true, personalisation: false });
      await say('device-2', { personalisation: true });
      expect(await ask({ 'sec-gpc': '1', dnt: '1' })).toMatchObject({
        personalisation: true,
        advertising: false,
      });
    });

    it('tells a bare device nothing of its person, and lets it lift no refusal of theirs', async () => {
      const token = (claims: object) => {
        const payload = Buffer.from(JSON.stringify({ ...claims, e: Date.now() + 60_000 })).toString(
          'base64url',
        );
        const mac = createHmac('sha256', TEST_KEYS.server).update(`attune.visitor.${payload}`);
        return `${payload}.${mac.digest('base64url')}`;
      };
      const read = async (query: Record<string, string>, headers: Record<string, string> = {}) => {
        const asked = await fetch(`${app.url}/api/attune/v1/consent?${new URLSearchParams(query)}`, {
          headers,
        });
        const { data } = (await asked.json()) as {
          data: { decisions: Record<string, { granted: boolean }>; effective: Record<string, boolean> };
        };
        return data;
      };
      const device = { writeKey: TEST_KEYS.browser, anonymousId: 'ada-phone' };
      const ada = { visitor: token({ u: 'ada' }) };
      await say('ada-phone', { analytics: true });
      await post(
        '/v1/identify',
        { userId: 'ada', anonymousId: 'ada-phone', messageId: 'ada-1', traits: { email: 'ada@example.com' } },
        server,
      );
      await post('/v1/consent', { ...ada, decisions: { marketing: false, advertising: true } });
      expect(Object.keys((await read(device)).decisions)).toEqual(['analytics']);
      expect((await read(ada)).decisions).toMatchObject({
        analytics: { granted: true },
        marketing: { granted: false },
        advertising: { granted: true },
      });
      expect((await read({ anonymousId: 'ada-phone' }, server)).decisions.marketing?.granted).toBe(false);

      const told = (await (await say('ada-phone', { marketing: true, advertising: false })).json()) as {
        data: { decisions: Record<string, object> };
      };
      expect(told.data.decisions.marketing).toEqual({
        granted: true,
        at: expect.any(Number),
        source: 'banner',
      });
      await post('/v1/track', {
        writeKey: TEST_KEYS.browser,
        anonymousId: 'ada-phone',
        event: 'Looked',
        messageId: 'ada-2',
        context: { consent: { marketing: true } },
      });
      expect((await read(ada)).decisions).toMatchObject({
        marketing: { granted: false },
        advertising: { granted: false },
      });
      expect((await read(device)).decisions.marketing?.granted).toBe(true);

      await post('/v1/consent', { ...ada, decisions: { marketing: true } });
      expect((await read(ada)).effective.marketing).toBe(true);
    });

    it('lets a session speak for its user, and no server key from a browser', async () => {
      const user = await loginUser(app.strapi, app.url);
      const session = { authorization: `Bearer ${user.jwt}` };
      const yes = await post('/v1/consent', { decisions: { marketing: true } }, session);
      expect(yes.status, await yes.clone().text()).toBe(200);
      const { id } = (await findOne(user.documentId))!;
      const { data } = (await (await admin(`/attune/profiles/${id}`)).json()) as {
        data: { consent: { marketing: { granted: boolean } } };
      };
      expect(data.consent.marketing.granted).toBe(true);
      const fromPage = { ...server, origin: 'https://shop.example' };
      const refused = await post(
        '/v1/consent',
        { anonymousId: 'x', decisions: { marketing: true } },
        fromPage,
      );
      expect(refused.status).toBe(403);
    });

    it('brings nobody back by what was done before their erasure', async () => {
      const identify = (messageId: string, timestamp: number) =>
        post(
          '/v1/identify',
          {
            userId: 'late',
            messageId,
            timestamp: new Date(timestamp).toISOString(),
            traits: { plan: 'pro' },
          },
          server,
        );
      await identify('late-1', Date.now());
      const { id } = (await findOne('late'))!;
      await admin(`/attune/profiles/${id}`, { method: 'DELETE' });
      const before = Date.now() - 60_000;
      expect((await identify('late-2', before)).status).toBe(200);
      const imported = {
        batch: [
          {
            type: 'identify',
            userId: 'late',
            messageId: 'late-3',
            timestamp: new Date(before).toISOString(),
          },
        ],
      };
      expect((await post('/v1/import', imported, server)).status).toBe(200);
      expect(await findOne('late')).toBeUndefined();
      await identify('late-4', Date.now());
      expect(await findOne('late')).toBeDefined();
    });

    it.each([
      ['no key', { anonymousId: 'x', decisions: { analytics: true } }, 401],
      ['an unknown key', { writeKey: 'nobodys-key', anonymousId: 'x', decisions: { analytics: true } }, 401],
      ['a forged token', { visitor: 'eyJ1IjoiYWRhIn0.abc', decisions: { marketing: true } }, 401],
      ['nobody named', { writeKey: TEST_KEYS.browser, decisions: { analytics: true } }, 400],
      [
        'a name with NUL in it',
        { writeKey: TEST_KEYS.browser, anonymousId: 'a\0b', decisions: { analytics: true } },
        400,
      ],
      ['no decision', { writeKey: TEST_KEYS.browser, anonymousId: 'x', decisions: {} }, 400],
      [
        'an unknown purpose',
        { writeKey: TEST_KEYS.browser, anonymousId: 'x', decisions: { selling: true } },
        400,
      ],
      [
        'a word for a yes',
        { writeKey: TEST_KEYS.browser, anonymousId: 'x', decisions: { analytics: 'y' } },
        400,
      ],
    ])('refuses %s', async (_what, body, status) => {
      const answer = await post('/v1/consent', body);
      expect(answer.status).toBe(status);
      expect(await answer.text()).not.toMatch(/at .*\.js|knex|select /i);
    });

    it('suppresses and releases addresses, of which it knows only a hash', async () => {
      const call = async (path: string, method: string, body?: unknown) => {
        const answer = await admin(path, { method, body: body ? JSON.stringify(body) : undefined });
        return { status: answer.status, body: (await answer.json()) as { data: { hash: string } | null } };
      };
      const made = await call('/attune/suppressions', 'POST', {
        email: 'Quiet@Example.com',
        reason: 'asked',
      });
      expect(made.body.data).toMatchObject({ reason: 'asked', erased: false });
      const check = () => call('/attune/suppressions/check', 'POST', { email: 'quiet@example.com' });
      expect((await check()).body.data?.hash).toBe(made.body.data?.hash);
      expect(await grepDatabase(app.strapi.db.connection, ['quiet@example.com'])).toEqual([]);
      const listed = await (await admin('/attune/suppressions')).text();
      expect(listed).toContain(made.body.data!.hash);
      expect((await call(`/attune/suppressions/${made.body.data!.hash}`, 'DELETE')).status).toBe(200);
      expect((await check()).body.data).toBeNull();
      expect((await call(`/attune/suppressions/${made.body.data!.hash}`, 'DELETE')).status).toBe(404);
    });

    it('exports and erases a person who came through the front door', async () => {
      const db = app.strapi.db.connection;
      await say('front-device', { analytics: true });
      const call = (body: object) => post('/v1/batch', { batch: [body] }, server);
      await call({
        type: 'track',
        event: 'Order Completed',
        anonymousId: 'front-device',
        messageId: 'front-message-1',
        properties: { note: 'front-property' },
      });
      const identified = await call({
        type: 'identify',
        userId: 'front-user',
        anonymousId: 'front-device',
        messageId: 'front-message-2',
        traits: { email: 'front@example.com', name: 'Front Door' },
      });
      expect(identified.status).toBe(200);
      const { id } = (await findOne('front@example.com'))!;
      const exported = (await (await admin(`/attune/profiles/${id}/export`)).json()) as Exported;
      const text = JSON.stringify(exported);
      for (const word of [
        'front-device',
        'front-user',
        'front@example.com',
        'Front Door',
        'front-property',
      ]) {
        expect(text).toContain(word);
      }
      const erased = await admin(`/attune/profiles/${id}`, { method: 'DELETE' });
      expect(erased.status).toBe(200);
      const words = ['front-', 'front@example.com', 'Front Door', id];
      expect(await grepDatabase(db, words)).toEqual([]);
      expect((await admin(`/attune/profiles/${id}`)).status).toBe(404);
      expect((await admin(`/attune/profiles/${id}`, { method: 'DELETE' })).status).toBe(404);
      const check = await admin('/attune/suppressions/check', {
        method: 'POST',
        body: JSON.stringify({ email: 'FRONT@example.com' }),
      });
      expect(await check.json()).toMatchObject({ data: { erased: true, reason: 'erased' } });
      const [audit] = await db('attune_audit').where({ action: 'erase' });
      expect(audit).toMatchObject({ actor: expect.stringMatching(/^admin:/) });
    });

    it('erases what stands in any table there is, in columns it was never told about', async () => {
      const db = app.strapi.db.connection;
      await say('zz-device', { analytics: true });
      await post(
        '/v1/identify',
        { userId: 'zz-user', anonymousId: 'zz-device', traits: { email: 'zz@example.com' } },
        server,
      );
      const { id } = (await findOne('zz@example.com'))!;
      const made = await admin('/attune/suppressions', {
        method: 'POST',
        body: JSON.stringify({ email: 'zz@example.com' }),
      });
      const segment = await admin('/attune/segments', {
        method: 'POST',
        body: JSON.stringify({
          name: 'Some',
          condition: { kind: 'trait', where: { plan: 'pro' } },
        }),
      });
      // Whoever walks over all people for it would take a planted membership away again.
      await until(async () => {
        const segments = await admin('/attune/segments?pageSize=100');
        const { data } = (await segments.json()) as { data: readonly { readonly bulk: unknown }[] };
        return data.every(({ bulk }) => bulk === null);
      });
      const person = {
        profileId: id,
        anonymousId: 'zz-device',
        userId: 'zz-user',
        email: 'zz@example.com',
        emailHash: ((await made.json()) as { data: { hash: string } }).data.hash,
        marker: 'zz-marker',
        names: {
          segment_id: ((await segment.json()) as { data: { id: string } }).data.id,
          run_id: JSON.stringify('zz-marker-id'),
          // Nothing of it may come due before it is looked for.
          due_at: '99999999999999',
        },
      };
      const holding = declared.filter((table) => table.holds === 'person').map(({ table }) => table);
      for (const table of holding) {
        if (table !== 'attune_profiles' && table !== 'attune_suppressions') await plantRow(db, table, person);
      }
      // The profile itself has a row; a merged one beside it does too.
      await plantRow(db, 'attune_profiles', {
        ...person,
        userId: 'zz-merged-user',
        email: 'zz-old@example.com',
      });
      await db('attune_profiles')
        .where({ email: 'zz-old@example.com' })
        .update({ merged_into: id, user_id: null });

      const exported = (await (await admin(`/attune/profiles/${id}/export`)).json()) as Exported;
      const told = Object.entries(exported.data.tables).filter(([, rows]) => rows.length > 0);
      expect(told.map(([table]) => table).sort()).toEqual([...holding].sort());

      expect((await admin(`/attune/profiles/${id}`, { method: 'DELETE' })).status).toBe(200);
      expect(await grepDatabase(db, ['zz-device', 'zz-user', 'zz@', 'zz-old', 'zz-merged', id])).toEqual([]);
      const left = await grepDatabase(db, ['zz-marker']);
      expect(left.filter((column) => !OF_NOBODY.includes(column))).toEqual([]);
    });

    it('asks for each permission by itself', async () => {
      const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.people.read']);
      await say('guarded', { analytics: true });
      const { id } = (await findOne('guarded'))!;
      expect((await reader(`/attune/profiles/${id}`)).status).toBe(200);
      expect((await reader(`/attune/profiles/${id}/export`)).status).toBe(403);
      expect((await reader(`/attune/profiles/${id}`, { method: 'DELETE' })).status).toBe(403);
      const suppress = { method: 'POST', body: JSON.stringify({ email: 'a@example.com' }) };
      expect((await reader('/attune/suppressions', suppress)).status).toBe(403);
      const stranger = await loginAdmin(app.strapi, app.url, ['plugin::attune.segments.read']);
      for (const path of ['profiles', `profiles/${id}`, `profiles/${id}/timeline`, 'suppressions']) {
        expect((await stranger(`/attune/${path}`)).status).toBe(403);
      }
      expect((await fetch(`${app.url}/attune/profiles`)).status).toBe(401);
    });
  });

  describe(`${name}: calls without end`, () => {
    let app: BootedStrapi;
    beforeAll(async () => {
      app = await boot({ config: { privacy: { consentCallsAMinute: 3 } } });
    });
    afterAll(() => app.stop());

    it('are answered 429 with the time to wait, unless they prove who speaks', async () => {
      const say = (body: object) =>
        fetch(`${app.url}/api/attune/v1/consent`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ decisions: { analytics: true }, ...body }),
        });
      const bare = (at: number) => say({ writeKey: TEST_KEYS.browser, anonymousId: `device-${at}` });
      const forged = () => say({ visitor: 'eyJ1IjoiYWRhIn0.abc' });
      for (let at = 0; at < 3; at += 1) expect((await bare(at)).status).toBe(200);
      for (let at = 0; at < 3; at += 1) expect((await forged()).status).toBe(401);
      for (const refused of [await bare(4), await forged()]) {
        expect(refused.status).toBe(429);
        const wait = Number(refused.headers.get('retry-after'));
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(60);
        expect(await refused.json()).toMatchObject({ error: { status: 429, name: 'too-many' } });
      }
      expect((await say({ writeKey: TEST_KEYS.server, anonymousId: 'device-4' })).status).toBe(200);
    });
  });
};
