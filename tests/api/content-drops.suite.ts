import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { publish } from '../support/content';
import { createLaneProbe } from '../support/lane';
import { createApiToken, grantPublic } from '../support/permissions';
import type { Boot, BootedStrapi } from '../support/strapi';

const READS = [
  'api::page.page.find',
  'api::page.page.findOne',
  'api::home.home.find',
  'api::product.product.find',
  'api::article.article.find',
];
const DEEP = 'populate[blocks][populate]=*&populate[seo][populate]=*&populate[related]=true';
const PAGE = 'api::page.page';

/** Each kind of write there is: the next answer of this instance knows it. */
export const contentDropsSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let probe: ReturnType<typeof createLaneProbe>;
    let admin: Awaited<ReturnType<typeof loginAdmin>>;
    let made = 0;

    beforeAll(async () => {
      app = await boot();
      probe = createLaneProbe(app);
      admin = await loginAdmin(app.strapi, app.url);
      await grantPublic(app.strapi, READS);
    });
    afterAll(() => app.stop());

    const documents = () => app.strapi.documents(PAGE);
    const newPage = async (data: Record<string, unknown> = {}) => {
      const slug = `drop-${(made += 1)}`;
      const { documentId } = await publish(app.strapi, PAGE, {
        title: `Old ${slug}`,
        slug,
        blocks: [{ __component: 'blocks.hero', title: 'Old block' }],
        ...data,
      });
      return { documentId, path: `/pages?filters[slug]=${slug}&${DEEP}` };
    };
    /** Kept, written to, and asked again. */
    const after = async (
      path: string,
      write: () => Promise<unknown>,
      headers: Record<string, string> = {},
    ) => {
      await probe.warm(path, headers);
      await write();
      return probe.look(path, headers);
    };

    it('an entry, its blocks and its publication', async () => {
      const { documentId, path } = await newPage();
      const edited = await after(path, () =>
        documents().update({
          documentId,
          status: 'published',
          data: { title: 'New title', blocks: [{ __component: 'blocks.hero', title: 'New block' }] } as never,
        }),
      );
      expect(edited.text).toContain('New title');
      expect(edited.text).toContain('New block');
      expect(edited.text).not.toContain('Old');
      await documents().update({ documentId, data: { title: 'Draft title' } as never });
      const published = await after(path, () => documents().publish({ documentId }));
      expect(published.text).toContain('Draft title');
      const unpublished = await after(path, () => documents().unpublish({ documentId }));
      expect(JSON.parse(unpublished.text)).toMatchObject({ data: [] });
      await documents().publish({ documentId });
      const deleted = await after(path, () => documents().delete({ documentId }));
      expect(JSON.parse(deleted.text)).toMatchObject({ data: [] });
      const discarded = await newPage();
      await documents().update({ documentId: discarded.documentId, data: { title: 'Thrown away' } as never });
      const same = await after(discarded.path, () =>
        documents().discardDraft({ documentId: discarded.documentId }),
      );
      expect(same.text).not.toContain('Thrown away');
    });

    it('what an administrator saves and publishes, one by one and many at once', async () => {
      const { documentId, path } = await newPage();
      const base = `/content-manager/collection-types/${PAGE}`;
      const saved = await after(path, () =>
        admin(`${base}/${documentId}/actions/publish`, {
          method: 'POST',
          body: JSON.stringify({ title: 'From the panel' }),
        }),
      );
      expect(saved.text).toContain('From the panel');
      const gone = await after(path, () =>
        admin(`${base}/actions/bulkUnpublish`, {
          method: 'POST',
          body: JSON.stringify({ documentIds: [documentId] }),
        }),
      );
      expect(JSON.parse(gone.text)).toMatchObject({ data: [] });
      const back = await after(path, () =>
        admin(`${base}/actions/bulkPublish`, {
          method: 'POST',
          body: JSON.stringify({ documentIds: [documentId] }),
        }),
      );
      expect(back.text).toContain('From the panel');
    });

    it('a single type', async () => {
      const { documentId } = await publish(app.strapi, 'api::home.home', { title: 'Old home' });
      const answer = await after('/home', () =>
        app.strapi
          .documents('api::home.home' as typeof PAGE)
          .update({ documentId, status: 'published', data: { title: 'New home' } as never }),
      );
      expect(answer.text).toContain('New home');
    });

    it('a relation, from either side, and what it leads to', async () => {
      const other = await newPage();
      const { documentId, path } = await newPage();
      const linked = await after(path, () =>
        documents().update({
          documentId,
          status: 'published',
          data: { related: [other.documentId] } as never,
        }),
      );
      expect(linked.text).toContain('Old drop');
      const renamed = await after(path, () =>
        documents().update({
          documentId: other.documentId,
          status: 'published',
          data: { title: 'Related anew' } as never,
        }),
      );
      expect(renamed.text).toContain('Related anew');
      const unlinked = await after(path, () => documents().delete({ documentId: other.documentId }));
      expect(unlinked.text).not.toContain('Related anew');
      const product = await publish(app.strapi, 'api::product.product', { name: 'Cup', page: documentId });
      const shop = '/products?filters[name]=Cup&populate[page]=true';
      expect((await after(shop, () => documents().delete({ documentId }))).text).toContain('"page":null');
      expect(product.documentId).toBeTruthy();
    });

    it('what a filter alone looks at', async () => {
      const { documentId } = await newPage();
      await publish(app.strapi, 'api::product.product', { name: 'Filtered', page: documentId });
      const path = '/products?filters[page][title]=Filtered by';
      const found = await after(path, () =>
        documents().update({ documentId, status: 'published', data: { title: 'Filtered by' } as never }),
      );
      expect(found.text).toContain('Filtered');
      expect(JSON.parse(found.text)).toMatchObject({ data: [{ name: 'Filtered' }] });
    });

    it('a component, by the query engine', async () => {
      const { path } = await newPage({ blocks: [{ __component: 'blocks.hero', title: 'Engine before' }] });
      const answer = await after(path, () =>
        app.strapi.db
          .query('blocks.hero')
          .updateMany({ where: { title: 'Engine before' }, data: { title: 'Engine after' } }),
      );
      expect(answer.text).toContain('Engine after');
    });

    it('a file: its description, its replacement and its end', async () => {
      const files = app.strapi.db.query('plugin::upload.file');
      const file = (await files.create({
        data: {
          name: 'a.png',
          hash: 'a',
          mime: 'image/png',
          size: 1,
          url: '/a.png',
          provider: 'local',
          folderPath: '/',
        },
      })) as { id: number };
      const { path } = await newPage({ seo: { description: 'with a picture', picture: file.id } });
      const upload = app.strapi.plugin('upload').service('upload') as {
        updateFileInfo(id: number, info: object): Promise<unknown>;
        remove(file: object): Promise<unknown>;
      };
      const described = await after(path, () =>
        upload.updateFileInfo(file.id, { alternativeText: 'A new description' }),
      );
      expect(described.text).toContain('A new description');
      const replaced = await after(path, () =>
        files.update({ where: { id: file.id }, data: { url: '/b.png', hash: 'b' } }),
      );
      expect(replaced.text).toContain('/b.png');
      const row = (await files.findOne({ where: { id: file.id } })) as object;
      const removed = await after(path, () => upload.remove(row));
      expect(removed.text).toContain('"picture":null');
    });

    it('a locale, its entries and which one is the default', async () => {
      const { documentId, path } = await newPage();
      const german = `${path}&locale=de`;
      const made = await after(path, () =>
        admin('/i18n/locales', {
          method: 'POST',
          body: JSON.stringify({ name: 'German (de)', code: 'de', isDefault: false }),
        }),
      );
      expect(made.warm).toBe(false);
      const translated = await after(german, () =>
        documents().update({
          documentId,
          locale: 'de',
          status: 'published',
          data: { title: 'Deutsch', slug: `drop-${made ? app.url.length : 0}-x` } as never,
        }),
      );
      expect(translated.status).toBe(200);
      const one = `/pages/${documentId}`;
      expect((await probe.warm(one)).text).toContain('Old drop');
      const locales = app.strapi.plugin('i18n').service('locales') as {
        setDefaultLocale(locale: { code: string }): Promise<void>;
      };
      const german2 = await after(one, () => locales.setDefaultLocale({ code: 'de' }));
      expect(german2.text).toContain('Deutsch');
      expect((await after(one, () => locales.setDefaultLocale({ code: 'en' }))).text).toContain('Old drop');
    });

    it('what the public may read', async () => {
      const { path } = await newPage();
      const permissions = app.strapi.db.query('plugin::users-permissions.permission');
      const refused = await after(path, () =>
        permissions.deleteMany({ where: { action: 'api::page.page.find' } }),
      );
      expect(refused.status).toBe(403);
      await grantPublic(app.strapi, ['api::page.page.find']);
      expect((await probe.warm(path)).status).toBe(200);
      const role = (await app.strapi.db
        .query('plugin::users-permissions.role')
        .findOne({ where: { type: 'public' }, populate: ['permissions'] })) as { id: number };
      const roles = app.strapi.plugin('users-permissions').service('role') as {
        findOne(id: number): Promise<{ permissions: Record<string, never> }>;
        updateRole(id: number, data: object): Promise<unknown>;
      };
      const { permissions: tree } = await roles.findOne(role.id);
      const controllers = tree['api::page'] as unknown as {
        controllers: Record<string, Record<string, { enabled: boolean }>>;
      };
      controllers.controllers.page!.find!.enabled = false;
      const edited = await after(path, () =>
        roles.updateRole(role.id, { name: 'Public', description: '', permissions: tree }),
      );
      expect(edited.status).toBe(403);
      await grantPublic(app.strapi, ['api::page.page.find']);
      expect((await probe.look(path)).status).toBe(200);
    });

    it('what everybody may call, on whatever way an answer is made', async () => {
      const { path } = await newPage();
      const permissions = app.strapi.db.query('plugin::users-permissions.permission');
      const reads = () => probe.readsOf('/up_permissions');
      const revoke = () => permissions.deleteMany({ where: { action: 'api::page.page.find' } });
      await probe.cold(path);
      await probe.cold(path);
      const before = reads();
      expect(await probe.cold(path)).toMatchObject({ status: 200, warm: false });
      expect(reads()).toBe(before);
      // Whether a write is allowed is read each time.
      const write = await fetch(`${app.url}/api/pages`, { method: 'POST' });
      expect(write.status).toBe(403);
      expect(reads()).toBeGreaterThan(before);

      await revoke();
      expect((await probe.cold(path)).status).toBe(403);
      expect((await probe.cold(path)).status).toBe(403);
      await grantPublic(app.strapi, ['api::page.page.find']);
      expect((await probe.cold(path)).status).toBe(200);
      const thoughtBetter = app.strapi.db.transaction(async () => {
        await revoke();
        throw new Error('No.');
      });
      await expect(thoughtBetter).rejects.toThrow('No.');
      expect((await probe.cold(path)).status).toBe(200);
      // Taken off the role's own row, and given back.
      const roles = app.strapi.db.query('plugin::users-permissions.role');
      const everybody = { type: 'public' };
      const { permissions: rights } = (await roles.findOne({
        where: everybody,
        populate: ['permissions'],
      })) as { permissions: { id: number }[] };
      await roles.update({ where: everybody, data: { permissions: [] } });
      expect((await probe.cold(path)).status).toBe(401);
      await roles.update({ where: everybody, data: { permissions: rights.map(({ id }) => id) } });
      expect((await probe.cold(path)).status).toBe(200);
    });

    it('an API token: its rights, its secret and its end', async () => {
      const { path } = await newPage();
      const tokens = app.strapi.service('admin::api-token') as {
        getByName(name: string): Promise<{ id: number }>;
        list(): Promise<{ id: number; name: string }[]>;
        update(id: number, data: object): Promise<unknown>;
        regenerate(id: number): Promise<{ accessKey: string }>;
        revoke(id: number): Promise<unknown>;
      };
      const accessKey = await createApiToken(app.strapi, READS);
      const { id } = (await app.strapi.db.query('admin::api-token').findOne({ orderBy: { id: 'desc' } })) as {
        id: number;
      };
      const authorization = `Bearer ${accessKey}`;
      const narrowed = await after(
        path,
        () => tokens.update(id, { type: 'custom', permissions: ['api::home.home.find'] }),
        { authorization },
      );
      expect(narrowed.status).toBe(403);
      await tokens.update(id, { type: 'custom', permissions: READS });
      let renewed = '';
      const old = await after(
        path,
        async () => {
          renewed = (await tokens.regenerate(id)).accessKey;
        },
        { authorization },
      );
      expect(old.status).toBe(401);
      const gone = await after(path, () => tokens.revoke(id), { authorization: `Bearer ${renewed}` });
      expect(gone.status).toBe(401);
    });

    it('an API token at its hour', async () => {
      const { path } = await newPage();
      const accessKey = await createApiToken(app.strapi, READS);
      const expiresAt = Date.now() + 5_000;
      await app.strapi.db.query('admin::api-token').updateMany({
        where: { id: { $gt: 0 } },
        data: { expiresAt: new Date(expiresAt) },
      });
      const headers = { authorization: `Bearer ${accessKey}` };
      expect((await probe.warm(path, headers)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, expiresAt + 100 - Date.now()));
      expect((await probe.look(path, headers)).status).toBe(401);
    });

    it('a transaction when it is committed, and no sooner', async () => {
      const { path } = await newPage({ title: 'Before the transaction' });
      const rename = (title: string) =>
        app.strapi.db
          .query(PAGE)
          .updateMany({ where: { title: { $contains: 'the transaction' } }, data: { title } });
      const failed = await after(path, () =>
        app.strapi.db
          .transaction(async () => {
            await rename('Never: the transaction');
            throw new Error('rolled back');
          })
          .catch(() => {}),
      );
      expect(failed.warm).toBe(true);
      expect(failed.text).toContain('Before the transaction');
      const committed = await after(path, () =>
        app.strapi.db.transaction(async () => {
          await rename('After the transaction');
        }),
      );
      expect(committed.text).toContain('After the transaction');
    });

    it('a write whose own subscriber fails after it', async () => {
      const { path } = await newPage({ title: 'A subscriber will fail' });
      const unsubscribe = app.strapi.db.lifecycles.subscribe({
        models: [PAGE],
        afterUpdateMany() {
          throw new Error('a subscriber of the app');
        },
      });
      const answer = await after(path, () =>
        app.strapi.db
          .query(PAGE)
          .updateMany({ where: { title: 'A subscriber will fail' }, data: { title: 'Written all the same' } })
          .catch(() => {}),
      );
      unsubscribe();
      expect(answer.text).toContain('Written all the same');
    });

    it('a transfer, which tells nobody what it writes', async () => {
      const { path } = await newPage({ title: 'Before a transfer' });
      const answer = await after(path, async () => {
        app.strapi.db.lifecycles.disable();
        expect((await probe.look(path)).warm).toBe(false);
        await app.strapi.db
          .connection('pages')
          .where({ title: 'Before a transfer' })
          .update({ title: 'Transferred' });
        app.strapi.db.lifecycles.enable();
      });
      expect(answer.text).toContain('Transferred');
      expect((await probe.warm(path)).status).toBe(200);
    });

    it('does not end what a write cannot have changed', async () => {
      const { path } = await newPage();
      const answer = await after(path, () =>
        publish(app.strapi, 'api::article.article', { title: 'Elsewhere' }),
      );
      expect(answer.warm).toBe(true);
    });

    it('leaves nothing stale, however fills and writes fall together', async () => {
      const { documentId, path } = await newPage();
      let written = 0;
      let running = true;
      const writer = async () => {
        for (let version = 1; version <= 25; version += 1) {
          await documents().update({
            documentId,
            status: 'published',
            data: { title: `Version ${version}`, seo: { description: `Version ${version}` } } as never,
          });
          written = version;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
        }
        running = false;
      };
      const reader = async () => {
        while (running) {
          const known = written;
          // A connection that is closed between two calls is not what is looked at here.
          const { text } = await probe.look(path).catch(() => ({ text: '' }));
          for (const [, version] of text.matchAll(/Version (\d+)/g)) {
            expect(Number(version)).toBeGreaterThanOrEqual(known);
          }
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
        }
      };
      await Promise.all([writer(), ...Array.from({ length: 6 }, reader)]);
      expect((await probe.look(path)).text).toContain('Version 25');
    });
  });
};
