// The test that boots the app hands its settings over as JSON.
const { join } = require('node:path');

const MEMORY_CACHE = join(__dirname, '..', '..', 'rest-cache', 'memory-cache.js');

const CACHES = {
  'strapi-cache': { resolve: 'strapi-cache/package.json', config: { autoPurgeGraphQL: true } },
  'rest-cache': {
    resolve: '@strapi-community/plugin-rest-cache/package.json',
    config: {
      provider: { name: MEMORY_CACHE },
      strategy: {
        enableEtag: true,
        enableXCacheHeaders: true,
        contentTypes: ['api::page.page', 'api::feature.feature', 'api::product.product'],
      },
    },
  },
};

const cachePlugin = (name, config) =>
  CACHES[name] && {
    [name]: {
      enabled: true,
      ...CACHES[name],
      config: { ...CACHES[name].config, ...config },
    },
  };

module.exports = ({ env }) => ({
  ...(env('ATTUNE_TEST_GATE', '') && {
    gate: { enabled: true, resolve: join(__dirname, '..', '..', 'gate') },
  }),
  ...cachePlugin(env('ATTUNE_TEST_CACHE', ''), JSON.parse(env('ATTUNE_TEST_CACHE_CONFIG', '{}'))),
  'users-permissions': { config: { jwtSecret: 'test-jwt-secret' } },
  graphql: {
    enabled: env.bool('ATTUNE_TEST_GRAPHQL', false),
    config: { endpoint: '/graphql', shadowCRUD: true, landingPage: false },
  },
  attune: {
    enabled: env.bool('ATTUNE_TEST_ENABLED', true),
    config: {
      ...JSON.parse(env('ATTUNE_TEST_CONFIG', '{}')),
      // A file that exports what `defineX` gave: such things are no JSON.
      ...(env('ATTUNE_TEST_EXTENSIONS', '') && { extensions: require(env('ATTUNE_TEST_EXTENSIONS')) }),
    },
  },
});
