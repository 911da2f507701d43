import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { only, publish, SECRET } from '../support/content';
import { makeKnown } from '../support/known-visitor';
import { createLaneProbe } from '../support/lane';
import { grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { type Boot, type BootedStrapi } from '../support/strapi';

const FEATURE = 'cms-content-releases';
const PAGE = 'api::page.page';
const ENTRY = 'api::feature.feature';

interface Action {
  readonly type: 'publish' | 'unpublish';
  readonly contentType: typeof PAGE | typeof ENTRY;
  readonly documentId: string;
}

interface ReleaseServices {
  create(...asked: readonly unknown[]): Promise<{ readonly id: number }>;
  publish(id: number): Promise<unknown>;
}

export const contentReleasesSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let probe: ReturnType<typeof createLaneProbe>;
    let vip: Record<string, string>;

    beforeAll(async () => {
      app = await boot({ graphql: true });
      probe = createLaneProbe(app);
      await makeVip(app);
      await grantPublic(app.strapi, [`${PAGE}.find`, `${ENTRY}.find`]);
      vip = await makeKnown(app, 'vip-person', { plan: 'vip' });
    });
    afterAll(() => app.stop());

    const hero = (title: string, audience?: object) => ({
      ...{ __component: 'blocks.hero', title },
      ...(audience && { audience }),
    });
    const pathOf = (slug: string) => `/pages?filters[slug]=${slug}&populate[blocks][populate]=*`;
    const entryOf = (slug: string) => `/features?filters[slug]=${slug}`;

    /** Two that stand published and have newer drafts, and one that is to go. */
    const prepare = async (slug: string): Promise<readonly Action[]> => {
      const { strapi } = app;
      const page = await publish(strapi, PAGE, { title: slug, slug, blocks: [hero('Old words')] });
      const entry = await publish(strapi, ENTRY, { headline: 'Old headline', slug });
      const gone = await publish(strapi, PAGE, {
        title: 'Gone',
        slug: `${slug}-gone`,
        blocks: [hero('Going')],
      });
      const blocks = [hero('New words'), hero(`${SECRET} words`, only('vip'))];
      await strapi.documents(PAGE).update({ documentId: page.documentId, data: { blocks } as never });
      const experience = {
        variants: [{ name: 'VIP', audience: only('vip'), overrides: { headline: `${SECRET} headline` } }],
      };
      const data = { headline: 'New headline', experience };
      await strapi.documents(ENTRY).update({ documentId: entry.documentId, data: data as never });
      return [
        { type: 'publish', contentType: PAGE, documentId: page.documentId },
        { type: 'publish', contentType: ENTRY, documentId: entry.documentId },
        { type: 'unpublish', contentType: PAGE, documentId: gone.documentId },
      ];
    };

    const expectOld = async (slug: string) => {
      for (const headers of [{}, vip]) {
        const page = (await probe.look(pathOf(slug), headers)).text;
        expect(page).toContain('Old words');
        expect(page).not.toMatch(/New words|Zanzibar/);
        expect((await probe.look(entryOf(slug), headers)).text).toContain('Old headline');
        expect((await probe.look(pathOf(`${slug}-gone`), headers)).text).toContain('Going');
      }
    };
    const expectNew = async (slug: string) => {
      // The very next answer, and those from memory after it.
      for (let time = 0; time < 4; time += 1) {
        const page = (await probe.look(pathOf(slug))).text;
        expect(page).toContain('New words');
        expect(page).not.toContain(SECRET);
        expect((await probe.look(pathOf(slug), vip)).text).toContain(`${SECRET} words`);
        const entry = (await probe.look(entryOf(slug))).text;
        expect(entry).toContain('New headline');
        expect(entry).not.toContain(SECRET);
        expect((await probe.look(entryOf(slug), vip)).text).toContain(`${SECRET} headline`);
        expect((await probe.look(pathOf(`${slug}-gone`))).text).toContain('"data":[]');
      }
    };
    const warmUp = async (slug: string) => {
      for (const path of [pathOf(slug), entryOf(slug), pathOf(`${slug}-gone`)]) await probe.warm(path);
    };

    /** As Strapi's `content-releases` does it: one transaction in another, one document after the other. */
    const release = (actions: readonly Action[], end: () => void = () => undefined) =>
      app.strapi.db.transaction(() =>
        app.strapi.db.transaction(async () => {
          for (const { type, contentType, documentId } of actions) {
            const documents = app.strapi.documents(contentType);
            await (type === 'publish'
              ? documents.publish({ documentId })
              : documents.unpublish({ documentId }));
          }
          end();
        }),
      );

    it('shows all that a release publishes in the next answer, each to whom it is for', async () => {
      const actions = await prepare('released');
      await warmUp('released');
      await expectOld('released');
      await release(actions);
      await expectNew('released');
    });

    it('shows nothing of a release that fails at its end', async () => {
      const actions = await prepare('failed');
      await warmUp('failed');
      const failing = release(actions, () => {
        throw new Error('The last one cannot be published.');
      });
      await expect(failing).rejects.toThrow('cannot be published');
      await expectOld('failed');
      await release(actions);
      await expectNew('failed');
    });

    it('shows what a Release of Strapi publishes', async ({ skip }) => {
      const { ee } = app.strapi as unknown as { ee: { features: { isEnabled(feature: string): boolean } } };
      if (!ee.features.isEnabled(FEATURE))
        return skip(`Strapi's Releases are a paid feature: no licence here enables ${FEATURE}.`);
      const services = app.strapi.plugin('content-releases').service;
      const [releases, steps] = ['release', 'release-action'].map(
        (service) => services(service) as ReleaseServices,
      );
      const actions = await prepare('licensed');
      await warmUp('licensed');
      const made = await releases!.create({ name: 'All at once' }, { user: { id: 1 } });
      for (const { documentId, ...action } of actions)
        await steps!.create(made.id, { ...action, entryDocumentId: documentId, locale: 'en' });
      await expectOld('licensed');
      await releases!.publish(made.id);
      await expectNew('licensed');
    });
  });
};
