import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';

describe('settings', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  beforeAll(async () => {
    app = await bootStrapi();
    admin = await loginAdmin(app.strapi, app.url);
  });
  afterAll(() => app.stop());

  it('is healthy, says so to anyone, and gives figures to a server key only', async () => {
    const probe = await fetch(`${app.url}/attune/health`);
    expect(probe.status).toBe(200);
    expect(await probe.json()).toEqual({ ok: true, parts: {} });
    const watcher = await fetch(`${app.url}/attune/health`, {
      headers: { authorization: `Bearer ${TEST_KEYS.server}` },
    });
    expect(await watcher.json()).toMatchObject({
      ok: true,
      parts: { environmentHeld: false, rows: { attune_keys: 0 } },
    });
  });

  it('makes a key, shows its secret once and revokes it', async () => {
    const made = await admin('/attune/settings/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'Shop', kind: 'server' }),
    });
    const { data } = (await made.json()) as { data: { id: string; key: string } };
    expect(data.key).toHaveLength(32);
    const listed = await (await admin('/attune/settings/keys')).text();
    expect(listed).toContain(TEST_KEYS.browser);
    expect(listed).not.toContain(data.key);
    const revoked = await admin(`/attune/settings/keys/${data.id}`, { method: 'DELETE' });
    expect(revoked.status).toBe(200);
    expect((await admin(`/attune/settings/keys/${data.id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('refuses strangers, roles without the permission, and input of the wrong shape', async () => {
    expect((await fetch(`${app.url}/attune/settings/keys`)).status).toBe(401);
    const reader = await loginAdmin(app.strapi, app.url, ['plugin::attune.settings.read']);
    expect((await reader('/attune/settings/keys')).status).toBe(200);
    const refused = await reader('/attune/settings/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'x', kind: 'server' }),
    });
    expect(refused.status).toBe(403);
    const wrong = await admin('/attune/settings/keys', {
      method: 'POST',
      body: JSON.stringify({ kind: 'master' }),
    });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('kind');
  });
});
