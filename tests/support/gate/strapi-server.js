// Another plugin, with a say in every request: it refuses who is blocked.
const gate = (ctx, next) => (ctx.get('x-blocked') ? ctx.forbidden('Blocked') : next());

const WAYS = {
  server: ({ server }) => server.use(gate),
  koa: ({ server }) => server.app.use(gate),
  'content API': ({ server }) => server.api('content-api').use(gate),
  router: ({ server }) => server.router.use(gate),
  'router, at the API': ({ server }) => server.router.use('/api', gate),
  'route for all': ({ server }) => server.router.all('/(.*)', gate),
  'route for pages': ({ server }) => server.router.get('/api/pages', gate),
  'router, elsewhere': ({ server }) => server.router.use('/gate', gate),
};

const stand = (phase, strapi) => {
  const [when, way] = process.env.ATTUNE_TEST_GATE.split(': ');
  if (when === phase) WAYS[way](strapi);
};

module.exports = {
  register: ({ strapi }) => stand('register', strapi),
  bootstrap: ({ strapi }) => stand('bootstrap', strapi),
};
