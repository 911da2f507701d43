// A list with a policy, and an entry with a middleware that asks for more and changes what it gets and says how it was
// found, and counts visits in a session where it is asked to.
const editing = async (ctx, next) => {
  ctx.query = { ...ctx.query, populate: { blocks: { populate: '*' } } };
  const { body } = ctx.request;
  ctx.set(
    'x-found',
    JSON.stringify([ctx._matchedRoute, ctx.routerPath, ctx.params, body, typeof ctx.session]),
  );
  if (ctx.get('x-visits') === 'count') {
    ctx.session.visits = (ctx.session.visits ?? 0) + 1;
    ctx.set('x-visits', String(ctx.session.visits));
  }
  await next();
  if (!ctx.body?.data) return;
  ctx.body.data.title = `${ctx.body.data.title} (${ctx.get('x-word')})`;
  ctx.body.data.blocks.reverse();
};

module.exports = require('@strapi/strapi').factories.createCoreRouter('api::article.article', {
  config: { find: { policies: ['api::article.closed'] }, findOne: { middlewares: [editing] } },
});
