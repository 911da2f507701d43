const catalogue = require('./catalogue.json');

const CATEGORY = 'api::category.category';
const PRODUCT = 'api::product.product';

exports.seedCatalogue = async (strapi) => {
  if ((await strapi.documents(CATEGORY).count({})) > 0) return;
  for (const [position, { products, ...category }] of catalogue.entries()) {
    const { documentId } = await strapi.documents(CATEGORY).create({ data: { ...category, position } });
    for (const [place, product] of products.entries()) {
      await strapi.documents(PRODUCT).create({
        data: { ...product, image: `/pictures/${product.sku}.svg`, position: place, category: documentId },
      });
    }
  }
};
