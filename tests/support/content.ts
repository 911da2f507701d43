import type { Core } from '@strapi/strapi';

/** Stands in every text that strangers must never get; no byte of it may be in their answers. */
export const SECRET = 'Zanzibar-secret';

export const only = (...segments: string[]) => ({ key: '', show: 'only', segments });
export const except = (...segments: string[]) => ({ key: '', show: 'except', segments });
export const everyone = { key: '', show: 'everyone', segments: [] };

type Data = Readonly<Record<string, unknown>>;
type PageData = Data & { readonly blocks: readonly Data[] };

/** Makes a published entry. */
export const publish = async (
  strapi: Core.Strapi,
  uid: string,
  data: Data,
): Promise<{ readonly documentId: string; readonly id: number } & Record<string, unknown>> => {
  const documents = strapi.documents(uid as 'api::page.page');
  const made = await documents.create({ data: data as never, status: 'published' });
  return made as never;
};

/** A page with a block of each kind of audience, at every place a component can stand. */
export const targetedPage = (slug: string): PageData => ({
  title: `Page ${slug}`,
  slug,
  blocks: [
    { __component: 'blocks.hero', title: 'Hello all', text: 'open' },
    { __component: 'blocks.hero', title: `${SECRET} VIP hero`, audience: only('vip') },
    { __component: 'blocks.text', body: 'Not for VIP', audience: except('vip') },
    {
      __component: 'blocks.grid',
      title: 'Cards',
      audience: everyone,
      cards: [{ label: 'open card' }, { label: `${SECRET} card`, audience: only('vip') }],
    },
    {
      __component: 'blocks.note',
      note: 'Plain',
      data: { __component: 'blocks.hero', id: 1, kept: true },
      cards: [{ label: `${SECRET} noted card`, audience: only('vip') }, { label: 'noted open card' }],
    },
  ],
  lead: { title: `${SECRET} lead`, audience: only('vip') },
  sections: [
    { title: `${SECRET} section`, audience: only('vip') },
    { title: 'Open section', audience: except('vip') },
  ],
});
