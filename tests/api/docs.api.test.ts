import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { examples } from '../support/docs';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { grantAuthenticated, grantPublic } from '../support/permissions';

const run = promisify(execFile);
const bin = join(__dirname, '..', '..', 'dist', 'bin', 'attune.js');
const imports = examples().filter(({ info, code }) => info === 'sh' && code.includes('--map '));
const curls = examples().filter(({ info, code }) => info === 'sh' && code.includes('curl '));

describe('every example in README and docs that speaks to Strapi succeeds', () => {
  let app: BootedStrapi;
  let token: string;
  beforeAll(async () => {
    app = await bootStrapi({
      config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
    });
    const reads = ['api::page.page.find', 'api::page.page.findOne'];
    await grantPublic(app.strapi, reads);
    await grantAuthenticated(app.strapi, reads);
    // The example shop's customer, whom the README logs in as.
    const vera = { username: 'vera', email: 'vera.vip@example.com', password: 'Attune-demo-1' };
    const registered = await fetch(`${app.url}/api/auth/local/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(vera),
    });
    expect(registered.status).toBe(200);
    await app.strapi.documents('api::page.page').create({
      data: { title: 'Home', slug: 'home', blocks: [{ __component: 'blocks.hero', title: 'Welcome' }] },
      status: 'published',
    });
    const admin = await loginAdmin(app.strapi, app.url);
    const permission = { subject: null, properties: {}, conditions: [] };
    const made = await admin('/admin/admin-tokens', {
      method: 'POST',
      body: JSON.stringify({
        name: 'docs',
        description: '',
        lifespan: null,
        adminPermissions: [{ action: 'plugin::attune.flows.publish', ...permission }],
      }),
    });
    const { data } = (await made.json()) as { data: { accessKey: string } };
    token = data.accessKey;
  });
  afterAll(() => app.stop());

  it.each(curls)('$where', async ({ code }) => {
    const script = code
      .replaceAll('http://localhost:1337', app.url)
      .replaceAll('demo-write-key', TEST_KEYS.browser)
      .replaceAll('demo-server-key', TEST_KEYS.server)
      .replaceAll('curl ', 'curl --fail-with-body --silent --show-error ');
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
      env: { ...process.env, VISITOR: 'a-device-of-the-docs', ATTUNE_ADMIN_TOKEN: token },
    });
    expect(stdout).not.toBe('');
  });

  it.each(imports)('$where, with what it imports', async ({ code }) => {
    const cwd = mkdtempSync(join(tmpdir(), 'attune-docs-'));
    const script = code
      .replaceAll('http://localhost:1337', app.url)
      .replaceAll('demo-server-key', TEST_KEYS.server)
      .replaceAll('npx attune ', `"${process.execPath}" "${bin}" `);
    try {
      const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd });
      expect(stdout).toContain('3 rows, 0 left out: 2 events, 0 refused. Nothing was sent.');
      expect(stdout).toContain('2 events sent, 0 refused');
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
    const stored = await app.strapi.db
      .connection('attune_events')
      .where('message_id', 'like', 'import-%')
      .orderBy('at')
      .select('name', 'at', 'properties');
    expect(
      stored.map(({ name, at, properties }) => [name, Number(at), JSON.parse(properties).total]),
    ).toEqual([
      ['Order Completed', Date.UTC(2024, 11, 24, 17, 30), 24.4],
      ['Order Refunded', Date.UTC(2024, 11, 27, 8), 4.5],
    ]);
  });
});
