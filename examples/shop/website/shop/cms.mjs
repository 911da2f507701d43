const BLOCKS = new URLSearchParams([
  ['populate[blocks][on][blocks.hero]', 'true'],
  ['populate[blocks][on][blocks.text]', 'true'],
  ['populate[blocks][on][blocks.banner]', 'true'],
  ['populate[blocks][on][blocks.quote]', 'true'],
  ['populate[blocks][on][blocks.call-to-action]', 'true'],
  ['populate[blocks][on][blocks.newsletter]', 'true'],
  ['populate[blocks][on][blocks.faq][populate]', '*'],
  ['populate[blocks][on][blocks.product-grid][populate][products][populate][category]', 'true'],
]).toString();

const CATALOGUE_MS = 5_000;

const withNumbers = (product) => ({ ...product, price: Number(product.price) });

/** Content from Strapi: pages and categories as this visitor is to see them, and the catalogue, which is everyone's. */
export const createCms = ({ cmsUrl, site, now = Date.now }) => {
  let held = { at: 0, catalogue: undefined };

  const dataOf = async (path, answer) => {
    if (!answer.ok) throw new Error(`The CMS answered ${answer.status} for ${path.split('?')[0]}.`);
    return (await answer.json()).data;
  };
  const plain = async (path) => dataOf(path, await fetch(`${cmsUrl}${path}`));

  const load = async () => {
    const [categories, products] = await Promise.all([
      plain('/api/categories?sort=position&pagination[pageSize]=100'),
      plain('/api/products?sort=position&populate=category&pagination[pageSize]=100'),
    ]);
    return createCatalogue(categories, products.map(withNumbers));
  };

  return {
    async page(slug, { request, visitor, url, isPreview }) {
      // Whether drafts may be read is Strapi's to say.
      const draft = isPreview && url.searchParams.get('status') === 'draft' ? '&status=draft' : '';
      const path = `/api/pages?filters[slug][$eq]=${encodeURIComponent(slug)}${draft}&${BLOCKS}`;
      return (await dataOf(path, await site.fetch(path, { req: request, visitor })))[0];
    },
    /** The category's own words, which may differ by who looks; its products are the catalogue's. */
    async category(slug, { request, visitor }) {
      const path = `/api/categories?filters[slug][$eq]=${encodeURIComponent(slug)}`;
      return (await dataOf(path, await site.fetch(path, { req: request, visitor })))[0];
    },
    async catalogue() {
      if (!held.catalogue || now() - held.at > CATALOGUE_MS) held = { at: now(), catalogue: await load() };
      return held.catalogue;
    },
  };
};

const createCatalogue = (categories, products) => ({
  categories,
  products,
  bySku: (sku) => products.find((product) => product.sku === sku),
  bySlug: (slug) => products.find((product) => product.slug === slug),
  inCategory: (slug) => products.filter(({ category }) => category?.slug === slug),
});
