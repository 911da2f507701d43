const pages = require('./pages.json');

const PAGE = 'api::page.page';
const PRODUCT = 'api::product.product';

/** In the seed file a block names its products by SKU; Strapi wants document ids. */
const withProducts = async (strapi, block) => {
  if (!block.products) return block;
  const found = await strapi.documents(PRODUCT).findMany({ filters: { sku: { $in: block.products } } });
  const idOf = new Map(found.map(({ sku, documentId }) => [sku, documentId]));
  return { ...block, products: block.products.map((sku) => idOf.get(sku)).filter(Boolean) };
};

exports.seedPages = async (strapi) => {
  if ((await strapi.documents(PAGE).count({})) > 0) return;
  for (const { blocks, ...page } of pages) {
    const data = { ...page, blocks: [] };
    for (const block of blocks) data.blocks.push(await withProducts(strapi, block));
    await strapi.documents(PAGE).create({ data, status: 'published' });
  }
};
