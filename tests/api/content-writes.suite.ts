import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { only, publish, SECRET, targetedPage } from '../support/content';
import { grantPublic } from '../support/permissions';
import { makeVip } from '../support/segments';
import { type Boot, type BootedStrapi } from '../support/strapi';

interface Stored {
  readonly documentId: string;
  readonly title: string;
  readonly blocks: readonly {
    readonly id: number;
    readonly __component: string;
    readonly title?: string;
    readonly audience: { readonly key: string; readonly show: string } | null;
    readonly cards?: readonly { readonly audience: { readonly key: string } | null }[];
  }[];
  readonly sections: readonly { readonly audience: { readonly key: string } | null }[];
}

export const contentWritesSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    const pages = () => app.strapi.documents('api::page.page');
    const stored = async (slug: string, status: 'draft' | 'published' = 'draft'): Promise<Stored> =>
      (await pages().findFirst({
        filters: { slug },
        status,
        populate: { blocks: { populate: '*' }, lead: true, sections: true },
      } as never)) as unknown as Stored;
    const germanOf = async (documentId: string): Promise<Stored> =>
      (await pages().findOne({
        documentId,
        locale: 'de',
        populate: { blocks: { populate: '*' }, sections: true } as never,
      })) as unknown as Stored;
    const send = (path: string, init: RequestInit & { json?: unknown } = {}) =>
      fetch(`${app.url}${path}`, {
        ...init,
        headers: { 'content-type': 'application/json' },
        ...(init.json ? { body: JSON.stringify(init.json) } : {}),
      });

    beforeAll(async () => {
      app = await boot({ graphql: true });
      await makeVip(app);
      await grantPublic(
        app.strapi,
        ['find', 'findOne', 'create', 'update'].map((action) => `api::page.page.${action}`),
      );
    });
    afterAll(() => app.stop());

    const touches: Record<string, (slug: string) => Promise<Response>> = {
      GET: (slug) => send(`/api/pages/${slug}/touch`),
      PUT: (slug) => send(`/api/pages/${slug}/touch`, { method: 'PUT' }),
      GraphQL: (slug) =>
        send('/graphql', {
          method: 'POST',
          json: {
            query: `mutation { touchPage(slug: "${slug}") { title blocks { ... on ComponentBlocksHero { title } } sections { title } } }`,
          },
        }),
    };

    it.each(Object.keys(touches))('loses no block to a handler that reads and saves over %s', async (way) => {
      const slug = `touched-${way.toLowerCase()}`;
      await publish(app.strapi, 'api::page.page', targetedPage(slug));
      const before = await stored(slug);
      const response = await touches[way]!(slug);
      const text = await response.text();
      expect(response.status, text).toBe(200);
      expect(text).toContain(`Page ${slug}!`);
      expect(text).toContain('Hello all');
      expect(text).not.toContain(SECRET);
      const after = await stored(slug);
      expect(after.title).toBe(`${before.title}!`);
      expect(after.blocks.map(({ audience }) => audience)).toEqual(
        before.blocks.map(({ audience }) => audience),
      );
      expect(after.blocks).toHaveLength(5);
      expect(after.sections).toHaveLength(2);
    });

    it('cuts the answers to creating and changing', async () => {
      const made = await send('/api/pages?populate[blocks][populate]=*&populate[lead]=true', {
        method: 'POST',
        json: { data: targetedPage('made') },
      });
      expect(made.status, await made.clone().text()).toBe(201);
      const text = await made.text();
      const { data } = JSON.parse(text) as { data: { documentId: string } };
      expect(text).not.toContain(SECRET);
      const changed = await send(
        `/api/pages/${data.documentId}?status=draft&populate[0]=blocks&populate[1]=lead`,
        {
          method: 'PUT',
          json: { data: { title: 'Changed' } },
        },
      );
      expect(changed.status).toBe(200);
      expect(await changed.text()).not.toContain(SECRET);
      expect((await stored('made')).blocks).toHaveLength(5);
    });

    it('gives each audience a key of its own that outlives publishing', async () => {
      await publish(app.strapi, 'api::page.page', targetedPage('keyed'));
      const draft = await stored('keyed');
      const keysOf = ({ blocks, sections }: Stored) => [
        ...blocks.map(({ audience }) => audience?.key),
        ...blocks.flatMap(({ cards }) => cards?.map(({ audience }) => audience?.key) ?? []),
        ...sections.map(({ audience }) => audience?.key),
      ];
      const keys = keysOf(draft).filter(Boolean);
      expect(keys).toHaveLength(7);
      expect(new Set(keys).size).toBe(7);
      await pages().publish({ documentId: draft.documentId });
      const published = await stored('keyed', 'published');
      expect(keysOf(published)).toEqual(keysOf(draft));
      expect(published.blocks[1]?.id).not.toBe(draft.blocks[1]?.id);
    });

    it('gives the copy of a duplicated block a key of its own', async () => {
      await publish(app.strapi, 'api::page.page', targetedPage('doubled'));
      const { documentId, blocks } = await stored('doubled');
      const { __component, title, audience } = blocks[1]!;
      const copied = { __component, title, audience };
      const saved = (await pages().update({
        documentId,
        data: { blocks: [...blocks, copied] } as never,
        populate: { blocks: { populate: '*' } } as never,
      })) as unknown as Stored;
      const first = saved.blocks[1]?.audience?.key;
      expect(first).toBe(blocks[1]?.audience?.key);
      expect(saved.blocks[5]?.audience?.show).toBe('only');
      expect(saved.blocks[5]?.audience?.key).not.toBe(first);
      const clone = (await pages().clone({ documentId, data: { slug: 'doubled-2' } })) as {
        entries: unknown[];
      };
      expect(clone.entries).toHaveLength(1);
    });

    /** What a client has of a page: ids and audiences gone, the component's name first. */
    const bare = ({ blocks, sections }: Stored) => ({
      blocks: blocks.map(({ __component, ...rest }) => ({ __component, ...(without(rest) as object) })),
      sections: without(sections) as object[],
    });
    const without = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (name, inner: unknown) =>
          ['id', 'audience'].includes(name) ? undefined : inner,
        ),
      );
    const everyKey = ({ blocks, sections }: Stored) =>
      [...blocks, ...blocks.flatMap(({ cards }) => cards ?? []), ...sections].map(
        ({ audience }) => audience?.key ?? null,
      );
    const typed = ({ __component, ...rest }: { __component: string }) => ({
      __typename: `ComponentBlocks${__component.charAt(7).toUpperCase()}${__component.slice(8)}`,
      ...rest,
    });
    const back: Record<string, (documentId: string, data: object) => Promise<Response>> = {
      REST: (documentId, data) =>
        send(`/api/pages/${documentId}?status=draft`, { method: 'PUT', json: { data } }),
      'the Document Service': async (documentId, data) => {
        await pages().update({ documentId, data: data as never });
        return new Response('{}');
      },
      GraphQL: (documentId, data: { blocks?: readonly { __component: string }[] }) =>
        send('/graphql', {
          method: 'POST',
          json: {
            query: `mutation ($id: ID!, $data: PageInput!) { updatePage(documentId: $id, data: $data, status: DRAFT) { title } }`,
            variables: { id: documentId, data: { ...data, blocks: data.blocks?.map(typed) } },
          },
        }),
    };

    it.each(Object.keys(back))('keeps audiences when blocks come back without them over %s', async (way) => {
      const slug = `back-${Object.keys(back).indexOf(way)}`;
      await publish(app.strapi, 'api::page.page', targetedPage(slug));
      const before = await stored(slug);
      const { blocks, sections } = bare(before);
      const response = await back[way]!(before.documentId, { blocks: [...blocks].reverse(), sections });
      const text = await response.text();
      expect(response.status, text).toBe(200);
      expect(text).not.toContain('errors');
      const after = await stored(slug);
      expect(everyKey({ ...after, blocks: [...after.blocks].reverse() }).sort()).toEqual(
        everyKey(before).sort(),
      );
      await pages().publish({ documentId: before.documentId });
      const shown = await send(
        `/api/pages/${before.documentId}?populate[blocks][populate]=*&populate[sections]=true`,
      );
      expect(await shown.text()).not.toContain(SECRET);
    });

    it('refuses blocks whose audience cannot be told, and changes nothing', async () => {
      await publish(app.strapi, 'api::page.page', targetedPage('untold'));
      const before = await stored('untold');
      const blocks = [1, 2].map((number) => ({ __component: 'blocks.hero', title: `New ${number}` }));
      const response = await back.REST!(before.documentId, { blocks });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('blocks.0: ');
      expect((await stored('untold')).blocks).toEqual(before.blocks);
    });

    it.each(Object.keys(back))(
      'keeps a nested block to its people that is moved and changed over %s',
      async (way) => {
        const slug = `moved-${Object.keys(back).indexOf(way)}`;
        const grid = (title: string, ...cards: object[]) => ({ __component: 'blocks.grid', title, cards });
        const secret = (label: string, more: object = {}) => ({ label: `${SECRET} ${label}`, ...more });
        await publish(app.strapi, 'api::page.page', {
          title: slug,
          slug,
          blocks: [grid('One', secret('for VIP', { audience: only('vip') })), grid('Two', { label: 'Open' })],
        });
        const { documentId } = await stored(slug);
        const moved = [grid('One'), grid('Two', { label: 'Open' }, secret('reworded'))];
        const response = await back[way]!(documentId, { blocks: moved });
        const text = await response.text();
        expect(response.status, text).toBe(200);
        expect(text).not.toContain('errors');
        await pages().publish({ documentId });
        const shown = await send(`/api/pages/${documentId}?populate[blocks][populate]=*`);
        const page = await shown.text();
        expect(page).toContain('Open');
        expect(page).not.toContain(SECRET);
        const unclear = [grid('One', { label: 'Opened' }), grid('Two', secret('said otherwise'))];
        const refused = await back[way]!(documentId, { blocks: unclear }).then(
          (answer) => answer.text(),
          (error: Error) => error.message,
        );
        expect(refused).toContain('blocks.0.cards.0: ');
        expect((await stored(slug)).blocks[0]?.title).toBe('One');
        expect(everyKey(await stored(slug)).filter(Boolean)).toHaveLength(1);
      },
    );

    it('gives a translation the audiences of the page it translates', async () => {
      await app.strapi.plugin('i18n').service('locales').create({ code: 'de', name: 'German' });
      await publish(app.strapi, 'api::page.page', targetedPage('translated'));
      const before = await stored('translated');
      const { blocks, sections } = bare(before);
      const inGerman = (value: unknown): unknown =>
        JSON.parse(
          JSON.stringify(value, (name, inner: unknown) =>
            ['title', 'label', 'body', 'note', 'text'].includes(name) ? `DE ${String(inner)}` : inner,
          ),
        );
      const data = { title: 'DE', blocks: inGerman(blocks), sections: inGerman(sections) };
      const response = await send(`/api/pages/${before.documentId}?locale=de&status=draft`, {
        method: 'PUT',
        json: { data },
      });
      expect(response.status, await response.clone().text()).toBe(200);
      const german = await germanOf(before.documentId);
      expect(everyKey(german)).toEqual(everyKey(before));
    });

    describe('with the ids of the published page', () => {
      /** What a client that was shown everything has: no audience, and ids that no draft has, at every depth. */
      const shown = ({ blocks, sections }: Stored) => {
        const componentFirst = blocks.map(({ __component, ...rest }) => ({ __component, ...rest }));
        const text = JSON.stringify({ blocks: componentFirst, sections }, (name, inner: unknown) =>
          name === 'audience' ? undefined : inner,
        );
        return JSON.parse(text) as Pick<Stored, 'blocks' | 'sections'>;
      };

      it('gives a translation the audiences all the same', async () => {
        await publish(app.strapi, 'api::page.page', targetedPage('translated-ids'));
        const before = await stored('translated-ids');
        const { blocks, sections } = shown(await stored('translated-ids', 'published'));
        expect(blocks[1]!.id).not.toBe(before.blocks[1]!.id);
        const response = await send(`/api/pages/${before.documentId}?locale=de`, {
          method: 'PUT',
          json: { data: { title: 'DE', blocks, sections } },
        });
        expect(response.status, await response.clone().text()).toBe(200);
        const german = await germanOf(before.documentId);
        expect(everyKey(german)).toEqual(everyKey(before));
        const answer = await send(
          `/api/pages/${before.documentId}?locale=de&populate[blocks][populate]=*&populate[sections]=true`,
        );
        expect(await answer.text()).not.toContain(SECRET);
      });

      it('keeps the audience of what stands inside a block that comes without its own', async () => {
        await publish(app.strapi, 'api::page.page', targetedPage('inner-ids'));
        const before = await stored('inner-ids');
        const { blocks } = shown(await stored('inner-ids', 'published'));
        const outer = blocks.map(({ id: _id, ...block }) => block);
        const response = await back.REST!(before.documentId, { blocks: outer });
        expect(response.status, await response.clone().text()).toBe(200);
        const after = await stored('inner-ids');
        expect(everyKey(after)).toEqual(everyKey(before));
      });
    });

    it('refuses an audience of the wrong shape and says where', async () => {
      const block = { __component: 'blocks.hero', title: 'x', audience: { show: 'some', segments: [] } };
      const response = await send('/api/pages', {
        method: 'POST',
        json: { data: { title: 'Wrong', blocks: [block] } },
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('blocks.0.audience.show');
    });

    it('hides a block whose stored audience cannot be understood', async () => {
      await publish(app.strapi, 'api::page.page', {
        title: 'Broken',
        slug: 'broken',
        blocks: [{ __component: 'blocks.hero', title: `${SECRET} hero`, audience: only('vip') }],
      });
      await app.strapi.db
        .connection('components_blocks_heroes')
        .where('title', 'like', `${SECRET} hero`)
        .update({ audience: JSON.stringify({ show: 'everyone', segments: 'vip' }) });
      const answer = await (await send('/api/pages?filters[slug]=broken&populate=*')).text();
      expect(answer).toContain('Broken');
      expect(answer).not.toContain(SECRET);
    });
  });
};
