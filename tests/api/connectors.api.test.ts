import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { startCrmSandbox, type Sandbox } from '../support/crm-sandbox';
import { bootStrapi, type BootedStrapi } from '../support/strapi';

interface Sync {
  readonly id: string;
  readonly status: string;
  readonly error: string | null;
  readonly rowsIn: number;
  readonly added: number;
  readonly removed: number;
  readonly updated: number;
  readonly refused: number;
}

describe('connectors', () => {
  let sandbox: Sandbox;
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let disturb: (path: string) => { status: number; body: unknown } | undefined;
  let connection: string;

  beforeAll(async () => {
    disturb = () => undefined;
    sandbox = await startCrmSandbox({ before: ({ path }) => disturb(path) });
    app = await bootStrapi({ config: { connectors: { hubspot: { baseUrl: sandbox.url } } } });
    admin = await loginAdmin(app.strapi, app.url);
  });
  afterAll(async () => {
    await app?.stop();
    await sandbox?.stop();
  });

  const call = async <T>(path: string, method = 'GET', body?: object): Promise<T> => {
    const response = await admin(`/attune${path}`, {
      method,
      // Strapi shares this process: while it works, it may forget connections that wait.
      headers: { connection: 'close' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { data: T };
    expect(response.status, JSON.stringify(answer)).toBe(200);
    return answer.data;
  };
  const sync = async (): Promise<Sync> => {
    const { id } = await call<Sync>(`/connections/${connection}/sync`, 'POST');
    for (;;) {
      const found = (await call<Sync[]>(`/connections/${connection}/syncs`)).find((one) => one.id === id);
      if (found && !['queued', 'running'].includes(found.status)) return found;
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const person = async (email: string) => {
    const [found] = await call<{ id: string }[]>(`/profiles?search=${encodeURIComponent(email)}`);
    return found && call<{ id: string; traits: object; lists: string[] }>(`/profiles/${found.id}`);
  };

  it('connects with a token that it never shows again', async () => {
    const kinds = await call<{ kind: string; options: { properties: object } }[]>('/connections/kinds');
    expect(kinds[0]).toMatchObject({ kind: 'hubspot', options: { properties: { fields: {} } } });
    const made = await call<{ id: string }>('/connections', 'POST', {
      kind: 'hubspot',
      name: 'Our HubSpot',
      secret: 'wrong-token',
      schedule: null,
    });
    connection = made.id;
    expect(await call(`/connections/${connection}/test`, 'POST')).toMatchObject({
      ok: false,
      message: expect.stringContaining('does not accept the token'),
    });
    await call(`/connections/${connection}`, 'PUT', { secret: 'demo-crm-token' });
    expect(await call(`/connections/${connection}/test`, 'POST')).toMatchObject({ ok: true });
    const shown = JSON.stringify(await call('/connections'));
    expect(shown).not.toContain('demo-crm-token');
    const [row] = await app.strapi.db.connection('attune_connections').select('sealed_secret');
    expect(row.sealed_secret).not.toContain('demo-crm-token');
  });

  it('refuses a list that is not there, a broken schedule, unknown options and kinds', async () => {
    const status = async (path: string, method: string, body: object) =>
      (await admin(`/attune${path}`, { method, body: JSON.stringify(body) })).status;
    const made = { kind: 'hubspot', name: 'x', secret: 'x' };
    expect(await status(`/connections/${connection}/lists`, 'PUT', { lists: ['999'] })).toBe(404);
    expect(await status('/connections', 'POST', { ...made, schedule: '99 * * * *' })).toBe(400);
    expect(
      await status('/connections', 'POST', { ...made, options: { baseUrl: 'http://evil.example' } }),
    ).toBe(400);
    expect(await status('/connections', 'POST', { ...made, kind: 'sheet' })).toBe(404);
  });

  it('turns picked lists into segments, and their contacts into people', async () => {
    const lists = await call<{ name: string; id: string; size: number }[]>(
      `/connections/${connection}/lists`,
    );
    expect(lists.find(({ name }) => name === 'Partners')).toMatchObject({
      id: '11',
      size: 12,
      picked: false,
    });
    await call(`/connections/${connection}/lists`, 'PUT', { lists: ['11', '14'] });
    expect(await sync()).toMatchObject({ status: 'done', error: null, rowsIn: 102, added: 102, refused: 0 });

    const picked = await call<{ id: string; segment: string; members: number }[]>(
      `/connections/${connection}/lists`,
    );
    const partners = picked.find(({ id }) => id === '11')!;
    expect(partners).toMatchObject({ picked: true, members: 12, segment: expect.any(String) });
    expect(await call(`/segments/${partners.segment}`)).toMatchObject({ kind: 'crm', name: 'Partners' });
    expect(await person('paula.partner@example.com')).toMatchObject({
      traits: { firstName: 'Paula', lastName: 'Partner', company: 'Partner & Daughters' },
      lists: [`${connection}:11`],
    });
  });

  it('asks next time only for what changed, and sees who left though nobody says so', async () => {
    const { world, requests } = sandbox;
    world.lists.get('11')!.members.delete('1000');
    const paula = world.contacts.get('501')!;
    paula.properties.jobtitle = 'Chair';
    paula.updatedAt = Date.now();
    requests.length = 0;
    expect(await sync()).toMatchObject({ status: 'done', added: 0, removed: 1, updated: 1 });
    expect(requests.some(({ path }) => path.endsWith('/batch/read'))).toBe(false);
    expect(await person('paula.partner@example.com')).toMatchObject({ traits: { title: 'Chair' } });
  });

  it('waits where the CRM asks for patience, and goes on', async () => {
    let left = 2;
    disturb = () => {
      left -= 1;
      return left >= 0 ? { status: left % 2 ? 429 : 502, body: '<html>' } : undefined;
    };
    expect(await sync()).toMatchObject({ status: 'done', removed: 0 });
    disturb = () => undefined;
  });

  it('survives a token that expires in the middle, and goes on at the page where it broke off', async () => {
    await call(`/connections/${connection}/lists`, 'PUT', { lists: ['11', '12'] });
    let pages = 0;
    disturb = (path) => {
      if (!path.endsWith('/12/memberships')) return undefined;
      pages += 1;
      return pages === 2 ? { status: 401, body: {} } : undefined;
    };
    const broken = await sync();
    expect(broken).toMatchObject({ status: 'failed', error: expect.stringContaining('Enter a new one') });
    expect(await call(`/connections/${connection}`)).toMatchObject({
      health: 'failing',
      fault: broken.error,
    });
    disturb = () => undefined;
    sandbox.requests.length = 0;
    expect(await sync()).toMatchObject({ status: 'done' });
    const read = sandbox.requests.filter(({ path }) => path.endsWith('/12/memberships'));
    expect(read.map(({ query }) => query.get('after') !== null)).toEqual([true, true]);
    const lists = await call<{ id: string; members: number }[]>(`/connections/${connection}/lists`);
    expect(lists.find(({ id }) => id === '12')).toMatchObject({ members: 600 });
    // List 14 is no longer picked: its members went out.
    expect(lists.find(({ id }) => id === '14')).toMatchObject({ picked: false, members: null });
  });

  it('stops at a page that repeats for ever, and takes nobody out for it', async () => {
    const page = { results: [{ recordId: '501', membershipTimestamp: new Date(0).toISOString() }] };
    disturb = (path) =>
      path.endsWith('/11/memberships')
        ? { status: 200, body: { ...page, paging: { next: { after: '501' } } } }
        : undefined;
    expect(await sync()).toMatchObject({
      status: 'failed',
      removed: 0,
      error: expect.stringContaining('over and over'),
    });
    disturb = () => undefined;
    expect(await sync()).toMatchObject({ status: 'done' });
    expect((await person('paula.partner@example.com'))?.lists).toContain(`${connection}:11`);
  });

  it('brings nobody back who was erased', async () => {
    const { id } = (await person('paula.partner@example.com'))!;
    await call(`/profiles/${id}`, 'DELETE');
    expect(await sync()).toMatchObject({ status: 'done', refused: 1 });
    expect(await person('paula.partner@example.com')).toBeUndefined();
  });

  it('empties a list that the CRM no longer has, in the middle of the reading too', async () => {
    disturb = (path) => {
      if (path.endsWith('/11/memberships')) sandbox.world.lists.delete('11');
      return undefined;
    };
    expect(await sync()).toMatchObject({ status: 'done' });
    disturb = () => undefined;
    const lists = await call<{ id: string }[]>(`/connections/${connection}/lists`);
    expect(lists.find(({ id }) => id === '11')).toMatchObject({ gone: true, members: 0 });
  });

  it('asks for the permission', async () => {
    const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.connections.read']);
    expect((await reader('/attune/connections')).status).toBe(200);
    expect((await reader(`/attune/connections/${connection}/sync`, { method: 'POST' })).status).toBe(403);
  });

  it('disconnects, and leaves the people', async () => {
    const count = async () =>
      Number((await app.strapi.db.connection('attune_profile_lists').count({ n: '*' }))[0]?.n);
    expect(await count()).toBeGreaterThan(0);
    await call(`/connections/${connection}`, 'DELETE');
    expect(await count()).toBe(0);
    expect(await person('adler')).toBeDefined();
  });
});
