const { secrets } = require('../lib/secrets');

module.exports = ({ env }) => ({
  'users-permissions': { config: { jwtSecret: secrets.usersJwt, jwt: { expiresIn: '7d' } } },
  graphql: {
    config: {
      endpoint: '/graphql',
      shadowCRUD: true,
      landingPage: false,
      defaultLimit: 25,
      maxLimit: 100,
      depthLimit: 10,
    },
  },
  attune: {
    enabled: env.bool('ATTUNE_ENABLED', true),
    config: {
      // These two keys exist in the example only: make your own under Settings.
      ingest: {
        writeKeys: [
          { name: 'Website', kind: 'browser', key: 'demo-write-key', secret: `signs-${secrets.attune}` },
          { name: 'Website server', kind: 'server', key: 'demo-server-key' },
        ],
      },
      email: {
        transport: { host: '127.0.0.1', port: env.int('SMTP_PORT', 1025), secure: false, ignoreTLS: true },
        from: 'Hearth & Fern <hello@hearthandfern.example>',
        // Links in mails pass by here, so that a click comes back as an event.
        trackingDomain: env('CMS_URL', `http://localhost:${env.int('PORT', 1337)}`),
        siteUrl: env('SITE_URL', `http://localhost:${env.int('SITE_PORT', 3000)}`),
      },
      // The sandbox beside the shop answers as HubSpot does.
      catalogue: { url: '/products/{slug}' },
      connectors: {
        hubspot: { baseUrl: env('CRM_URL', `http://127.0.0.1:${env.int('CRM_PORT', 4010)}`) },
      },
      secrets: { key: secrets.attune },
    },
  },
});
