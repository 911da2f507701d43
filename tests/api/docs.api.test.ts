import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { examples } from '../support/docs';
import { bootStrapi, TEST_KEYS, type BootedStrapi } from '../support/strapi';
import { grantPublic } from '../support/permissions';

const run = promisify(execFile);
const curls = examples().filter(({ info, code }) => info === 'sh' && code.includes('curl '));

describe('every curl example in README and docs is answered with success', () => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi({
      config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
    });
    await grantPublic(app.strapi, ['api::page.page.find', 'api::page.page.findOne']);
    await app.strapi.documents('api::page.page').create({
      data: { title: 'Home', slug: 'home', blocks: [{ __component: 'blocks.hero', title: 'Welcome' }] },
      status: 'published',
    });
  });
  afterAll(() => app.stop());

  it.each(curls)('$where', async ({ code }) => {
    const script = code
      .replaceAll('http://localhost:1337', app.url)
      .replaceAll('demo-write-key', TEST_KEYS.browser)
      .replaceAll('demo-server-key', TEST_KEYS.server)
      .replaceAll('curl ', 'curl --fail-with-body --silent --show-error ');
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
      env: { ...process.env, VISITOR: 'a-device-of-the-docs' },
    });
    expect(stdout).not.toBe('');
  });
});
