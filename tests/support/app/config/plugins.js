// The test that boots the app hands its settings over as JSON.
module.exports = ({ env }) => ({
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
