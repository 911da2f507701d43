import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { only, publish, targetedPage } from '../support/content';
import { type Boot, type BootedStrapi } from '../support/strapi';

const PAGE = 'api::page.page';
const ACTIONS = ['create', 'read', 'update'].map((verb) => `plugin::content-manager.explorer.${verb}`);
/** As a role was set up before its components had audiences. */
const FIELDS = ['title', 'slug', 'blocks', 'lead.title', 'lead.text', 'sections.title'];

interface Page {
  readonly blocks: readonly {
    readonly id: number;
    readonly audience: { key: string; show: string } | null;
  }[];
  readonly lead: { readonly audience: { key: string; show: string } | null };
}

export const contentEditorSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let editor: Awaited<ReturnType<typeof loginAdmin>>;
    let documentId: string;

    const stored = async (): Promise<Page> =>
      (await app.strapi.documents(PAGE).findOne({
        documentId,
        populate: { blocks: { populate: '*' }, lead: true } as never,
      })) as unknown as Page;

    const fieldsOf = async (): Promise<readonly string[]> => {
      const [permission] = (await app.strapi.db.query('admin::permission').findMany({
        where: { action: ACTIONS[2], subject: PAGE, role: { name: { $startsWith: 'admin-' } } },
      })) as {
        properties: { fields: string[] };
      }[];
      return permission?.properties.fields ?? [];
    };

    beforeAll(async () => {
      const first = await boot();
      editor = await loginAdmin(first.strapi, first.url, ['plugin::attune.content.read']);
      const role = (await first.strapi.db
        .query('admin::role')
        .findOne({ where: { name: { $startsWith: 'admin-' } } })) as { id: number };
      await first.strapi.service('admin::role').assignPermissions(
        role.id,
        ACTIONS.map((action) => ({
          action,
          subject: PAGE,
          properties: { fields: FIELDS, locales: ['en'] },
          conditions: [],
        })),
      );
      documentId = (await publish(first.strapi, PAGE, targetedPage('edited'))).documentId;
      // As if the audiences had been attached after this boot.
      await first.strapi.store({ type: 'plugin', name: 'attune' }).delete({ key: 'granted-audiences' });
      await first.stop({ keep: true });
      app = await boot({ again: first });
    });
    afterAll(() => app.stop());

    const login = async () => {
      const { email } = (await app.strapi.db
        .query('admin::user')
        .findOne({ where: { email: { $startsWith: 'admin-' } } })) as { email: string };
      const response = await fetch(`${app.url}/admin/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'Test-admin-1' }),
      });
      const { data } = (await response.json()) as { data: { token: string; accessToken?: string } };
      return (path: string, init: RequestInit = {}) =>
        fetch(`${app.url}${path}`, {
          ...init,
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${data.accessToken ?? data.token}`,
          },
        });
    };

    it('is given the audience of the components they edit, once', async () => {
      expect(await fieldsOf()).toEqual([...FIELDS, 'lead.audience', 'sections.audience']);
    });

    it('keeps audiences on save, and may change them', async () => {
      editor = await login();
      const opened = await editor(`/content-manager/collection-types/${PAGE}/${documentId}?locale=en`, {
        method: 'GET',
      });
      expect(opened.status).toBe(200);
      const { data } = (await opened.json()) as { data: Page & { title: string; sections: unknown } };
      expect(data.blocks[1]?.audience?.show).toBe('only');
      const before = await stored();
      const saved = await editor(`/content-manager/collection-types/${PAGE}/${documentId}?locale=en`, {
        method: 'PUT',
        body: JSON.stringify({
          title: 'Edited',
          blocks: data.blocks,
          lead: data.lead,
          sections: data.sections,
        }),
      });
      expect(saved.status, await saved.text()).toBe(200);
      const after = await stored();
      expect(after.blocks.map(({ audience }) => audience)).toEqual(
        before.blocks.map(({ audience }) => audience),
      );
      expect(after.lead.audience).toEqual(before.lead.audience);

      const changed = data.blocks.map((block, index) =>
        index === 0 ? { ...block, audience: only('partners') } : block,
      );
      await editor(`/content-manager/collection-types/${PAGE}/${documentId}?locale=en`, {
        method: 'PUT',
        body: JSON.stringify({ blocks: changed }),
      });
      expect((await stored()).blocks[0]?.audience).toMatchObject({ show: 'only', segments: ['partners'] });
    });

    describe('whose role may not set them', () => {
      /** As an administrator takes the fields away again. */
      const narrow = async (subject: string, fields: readonly string[]) => {
        const { role } = (await app.strapi.db.query('admin::permission').findOne({
          where: { action: ACTIONS[2], subject: PAGE, role: { name: { $startsWith: 'admin-' } } },
          populate: ['role'],
        })) as { role: { id: number } };
        const permissions = (await app.strapi.db
          .query('admin::permission')
          .findMany({ where: { subject, role: role.id } })) as { id: number }[];
        const data = { properties: { fields, locales: ['en', 'de'] } };
        for (const { id } of permissions)
          await app.strapi.db.query('admin::permission').update({ where: { id }, data });
        if (permissions.length > 0) return;
        for (const action of ACTIONS)
          await app.strapi.db
            .query('admin::permission')
            .create({ data: { action, subject, conditions: [], role: role.id, ...data } });
      };
      const path = (uid: string, id: string) => `/content-manager/collection-types/${uid}/${id}?locale=en`;

      it('keeps those of components outside zones, which they are not even shown, and of blocks', async () => {
        await narrow(PAGE, FIELDS);
        editor = await login();
        const whole = { documentId, populate: { blocks: { populate: '*' }, lead: true, sections: true } };
        const storedNow = async () =>
          (await app.strapi.documents(PAGE).findOne(whole as never)) as unknown as Page & {
            sections: readonly { id: number; title: string; audience: unknown }[];
          };
        const before = await storedNow();
        const opened = await editor(path(PAGE, documentId), { method: 'GET' });
        const { data } = (await opened.json()) as { data: typeof before };
        expect(data.lead.audience).toBeUndefined();
        expect(data.sections[0]).not.toHaveProperty('audience');

        const forged = { key: '', show: 'everyone', segments: [] };
        const saved = await editor(path(PAGE, documentId), {
          method: 'PUT',
          body: JSON.stringify({
            title: 'By another',
            blocks: data.blocks,
            lead: { ...data.lead, title: 'New lead', audience: forged },
            sections: data.sections
              .map((section) => ({ ...section, title: 'New', audience: forged }))
              .reverse(),
          }),
        });
        expect(saved.status, await saved.text()).toBe(200);
        const after = await storedNow();
        expect(after.lead).toMatchObject({ title: 'New lead', audience: before.lead.audience });
        expect(after.sections.map(({ title, audience }) => [title, audience])).toEqual(
          [...before.sections].reverse().map(({ audience }) => ['New', audience]),
        );
        expect(after.blocks.map(({ audience }) => audience)).toEqual(
          before.blocks.map(({ audience }) => audience),
        );
        const published = await editor(
          `/content-manager/collection-types/${PAGE}/${documentId}/actions/publish?locale=en`,
          { method: 'POST', body: JSON.stringify({ title: 'Published', lead: data.lead }) },
        );
        // Publishing is another right, which this role was not given.
        expect([200, 403]).toContain(published.status);
        expect((await storedNow()).lead.audience).toEqual(before.lead.audience);
      });

      describe('in a copy that the edit view makes', () => {
        type Whole = Page & {
          readonly documentId: string;
          readonly sections: readonly {
            readonly title: string;
            readonly audience: { show: string } | null;
          }[];
        };
        const FORM = `/content-manager/collection-types/${PAGE}`;
        const read = async (id: string, locale: string) =>
          (await app.strapi.documents(PAGE).findOne({
            documentId: id,
            locale,
            populate: { blocks: { populate: '*' }, lead: true, sections: true },
          } as never)) as unknown as Whole;
        const shows = ({ blocks, lead, sections }: Whole) =>
          [...blocks, lead, ...sections].map(({ audience }) => audience?.show);
        /** As the edit view fills a form in: what the role is shown, without ids. */
        const formOf = async (id: string) => {
          const opened = await editor(`${FORM}/${id}?locale=en`, { method: 'GET' });
          const { data } = (await opened.json()) as { data: object };
          const form = JSON.parse(
            JSON.stringify(data, (name, inner: unknown) => (name === 'id' ? undefined : inner)),
          ) as Record<string, unknown>;
          return { blocks: form.blocks, lead: form.lead, sections: form.sections };
        };
        let source: Whole;

        beforeAll(async () => {
          await app.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German' });
          await narrow(PAGE, FIELDS);
          editor = await login();
          const { documentId: id } = await publish(app.strapi, PAGE, targetedPage('copied'));
          source = await read(id, 'en');
        });

        it.each(['that does not exist yet', 'that stands already'])(
          'keeps them when a locale %s is filled in from another',
          async () => {
            const filled = await editor(`${FORM}/${source.documentId}?locale=de`, {
              method: 'PUT',
              body: JSON.stringify({ ...(await formOf(source.documentId)), title: 'DE', slug: 'kopiert' }),
            });
            expect(filled.status, await filled.text()).toBe(200);
            expect(shows(await read(source.documentId, 'de'))).toEqual(shows(source));
          },
        );

        it('keeps them when an entry is duplicated', async () => {
          const { title, ...form } = { title: 'Twice', ...(await formOf(source.documentId)) };
          const cloned = await editor(`${FORM}/clone/${source.documentId}?locale=en`, {
            method: 'POST',
            body: JSON.stringify({ ...form, title, slug: 'twice' }),
          });
          const text = await cloned.text();
          expect(cloned.status, text).toBe(200);
          const { data } = JSON.parse(text) as { data: { documentId: string } };
          expect(shows(await read(data.documentId, 'en'))).toEqual(shows(source));
        });
      });

      it('keeps the variants of an entry, and of its copy', async () => {
        const ARTICLE = 'api::feature.feature';
        const { documentId: article } = await publish(app.strapi, ARTICLE, {
          headline: 'Own',
          slug: 'edited',
          experience: { variants: [{ audience: only('vip'), overrides: { headline: 'Secret' } }] },
        });
        await narrow(ARTICLE, ['headline']);
        editor = await login();
        const experienceOf = async () =>
          (await app.strapi.documents(ARTICLE).findOne({ documentId: article }))?.experience;
        const before = await experienceOf();
        const opened = await editor(path(ARTICLE, article), { method: 'GET' });
        expect(await opened.text()).not.toContain('Secret');
        const saved = await editor(path(ARTICLE, article), {
          method: 'PUT',
          body: JSON.stringify({ headline: 'Edited', experience: null }),
        });
        expect(saved.status, await saved.text()).toBe(200);
        expect(before).toMatchObject({ variants: [{ overrides: { headline: 'Secret' } }] });
        expect(await experienceOf()).toEqual(before);
        const cloned = await editor(
          `/content-manager/collection-types/${ARTICLE}/clone/${article}?locale=en`,
          {
            method: 'POST',
            body: JSON.stringify({ headline: 'Copy' }),
          },
        );
        const text = await cloned.text();
        expect(cloned.status, text).toBe(200);
        const { data } = JSON.parse(text) as { data: { documentId: string } };
        expect(await app.strapi.documents(ARTICLE).findOne({ documentId: data.documentId })).toMatchObject({
          headline: 'Copy',
          experience: { variants: [{ overrides: { headline: 'Secret' } }] },
        });
      });
    });
  });
};
