// Strapi's own actions, and what people write beside them.
const deep = {
  blocks: { populate: '*' },
  lead: true,
  sections: true,
  related: { populate: { blocks: { populate: '*' }, lead: true } },
};

const first = (strapi, ctx) =>
  strapi.documents('api::page.page').findFirst({ filters: { slug: ctx.params.slug }, populate: deep });

/** Reads a page, changes its title and saves it with all it has read. */
const touch = async (strapi, ctx) => {
  const page = await first(strapi, ctx);
  const { documentId, blocks, lead, sections } = page;
  return strapi.documents('api::page.page').update({
    documentId,
    data: { title: `${page.title}!`, blocks, lead, sections },
    populate: deep,
  });
};

module.exports = require('@strapi/strapi').factories.createCoreController('api::page.page', ({ strapi }) => ({
  async whole(ctx) {
    ctx.body = await first(strapi, ctx);
  },
  async printed(ctx) {
    ctx.type = 'application/json';
    ctx.body = JSON.stringify({ results: [await first(strapi, ctx)], total: 1 });
  },
  async reshaped(ctx) {
    const page = await first(strapi, ctx);
    ctx.body = {
      items: [{ ...page, extra: true }],
      firstBlock: page.blocks[0],
      nameless: page.blocks.map(({ id: _id, ...rest }) => rest),
    };
  },
  async unguarded(ctx) {
    ctx.body = await strapi.documents('api::page.page').findMany(ctx.query);
  },
  async touch(ctx) {
    ctx.body = { data: await touch(strapi, ctx) };
  },
}));
