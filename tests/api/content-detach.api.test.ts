import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { startAttune } from '../support/attune-cli';
import { only, publish, SECRET, targetedPage } from '../support/content';
import { grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { bootStrapi, type BootedStrapi } from '../support/strapi';

const support = join(dirname(dirname(fileURLToPath(import.meta.url))), 'support');

interface Limited {
  readonly id: number;
  readonly component: string;
  readonly status: string;
  readonly title: string;
}

describe('npx attune detach, with Strapi running', () => {
  let app: BootedStrapi;
  let admin: Awaited<ReturnType<typeof loginAdmin>>;
  let token: string;
  let weak: string;
  let dir: string;

  const tokenFor = async (permission: string): Promise<string> => {
    const response = await admin('/admin/admin-tokens', {
      method: 'POST',
      body: JSON.stringify({
        name: permission,
        description: '',
        lifespan: null,
        adminPermissions: [
          { action: `plugin::attune.${permission}`, subject: null, properties: {}, conditions: [] },
        ],
      }),
    });
    return ((await response.json()) as { data: { accessKey: string } }).data.accessKey;
  };
  const detach = (args: readonly string[], typed?: string, as = token) =>
    startAttune(['detach', '--dir', dir, ...args], { ATTUNE_URL: app.url, ATTUNE_ADMIN_TOKEN: as }, typed)
      .done;
  const hero = () => readFileSync(join(dir, 'src/components/blocks/hero.json'), 'utf8');
  const limited = async (): Promise<readonly Limited[]> =>
    ((await (await admin('/attune/content/limited')).json()) as { data: Limited[] }).data;
  const published = async () => (await limited()).filter(({ status }) => status === 'published');
  const page = async (slug: string) =>
    (await fetch(`${app.url}/api/pages?filters[slug]=${slug}&populate[blocks][populate]=*`)).text();

  beforeAll(async () => {
    app = await bootStrapi();
    admin = await loginAdmin(app.strapi, app.url);
    await makeVip(app);
    await grantPublic(app.strapi, ['api::page.page.find']);
    token = await tokenFor('content.detach');
    weak = await tokenFor('content.read');
  });
  afterAll(() => app.stop());

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'attune-detach-'));
    cpSync(join(support, 'app/package.json'), join(dir, 'package.json'));
    cpSync(join(support, 'app/src'), join(dir, 'src'), { recursive: true });
    await publish(app.strapi, 'api::page.page', targetedPage('full'));
    await publish(app.strapi, 'api::page.page', {
      title: 'Second',
      slug: 'second',
      blocks: [{ __component: 'blocks.hero', title: `${SECRET} two`, audience: only('vip') }],
    });
  });
  afterEach(async () => {
    rmSync(dir, { recursive: true, force: true });
    for (const { documentId } of await app.strapi.documents('api::page.page').findMany({}))
      await app.strapi.documents('api::page.page').delete({ documentId });
  });

  it('lists what is held back, where it stands and from whom, and changes nothing', async () => {
    const { code, text } = await detach(['--list']);
    expect(code).toBe(0);
    expect(text).toMatch(/! Page "Second"( \(en\))?, published: Hero [\w-]+, seen by vip/);
    expect(text).toContain('seen by everyone but vip');
    expect(text).toMatch(/\. Page "Page full"( \(en\))?, draft: Card/);
    expect(text).toContain('8 published blocks are held back');
    expect(hero()).toContain('plugin::attune');
    expect(await published()).toHaveLength(8);
    const tried = await detach(['--free', '--dry-run']);
    expect(tried.text).toContain('would change');
    expect(hero()).toContain('plugin::attune');
    expect(await published()).toHaveLength(8);
  });

  it('frees all of them, and only then takes the fields out', async () => {
    expect(await page('full')).not.toContain(SECRET);
    const { code, text } = await detach(['--free']);
    expect(code, text).toBe(0);
    expect(text).toContain('- blocks.hero  audience');
    expect(await published()).toEqual([]);
    expect(await page('full')).toContain(`${SECRET} VIP hero`);
    expect(hero()).not.toContain('plugin::attune');
    expect(
      readFileSync(join(dir, 'src/api/feature/content-types/feature/schema.json'), 'utf8'),
    ).not.toContain('plugin::attune');
  });

  it('unpublishes the entries they stand in', async () => {
    const { code, text } = await detach(['--unpublish']);
    expect(code, text).toBe(0);
    expect(await published()).toEqual([]);
    expect((await limited()).length).toBe(8);
    expect(JSON.parse(await page('second'))).toMatchObject({ data: [] });
    expect(hero()).not.toContain('plugin::attune');
  });

  it('asks of each block, and takes nothing out while one is left', async () => {
    const stopped = await detach([], 'x\nf\ns\n');
    expect(stopped.code).toBe(1);
    expect(stopped.text).toContain('[f]ree it, [u]npublish its entry, [s]top?');
    expect(stopped.text).toContain('7 published blocks are held back from somebody: no field was taken out');
    expect(hero()).toContain('plugin::attune');
    expect((await detach([], '')).code).toBe(1);
    expect(await published()).toHaveLength(7);
    const done = await detach([], 'u\nU\n');
    expect(done.code, done.text).toBe(0);
    expect(await published()).toEqual([]);
    expect(hero()).not.toContain('plugin::attune');
  });

  it('takes nothing out without Strapi, or without the permission', async () => {
    const refused = await detach(['--free'], undefined, weak);
    expect(refused.code).toBe(2);
    expect(refused.text).toContain('content.detach');
    expect((await detach(['--free', '--url', 'http://127.0.0.1:9'])).code).toBe(3);
    expect(hero()).toContain('plugin::attune');
    expect(await published()).toHaveLength(8);
    expect((await detach(['--offline'])).text).toContain('everybody sees');
    expect(hero()).not.toContain('plugin::attune');
  });

  it('refuses to free what is no block, and to unpublish what has no drafts', async () => {
    const post = (path: string, body: object) => admin(path, { method: 'POST', body: JSON.stringify(body) });
    expect((await post('/attune/content/free', { component: 'admin::user', id: 1 })).status).toBe(404);
    const product = { contentType: 'api::product.product', documentId: 'x' };
    expect((await post('/attune/content/unpublish', product)).status).toBe(400);
    const unknown = { contentType: 'api::page.page', documentId: 'x' };
    expect(await (await post('/attune/content/unpublish', unknown)).json()).toMatchObject({
      data: { unpublished: false },
    });
  });
});
