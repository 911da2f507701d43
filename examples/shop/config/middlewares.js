// The preview of a mail stands in the panel and shows products' pictures, which the website serves.
const site = process.env.SITE_URL ?? `http://localhost:${process.env.SITE_PORT ?? 3000}`;

const security = {
  name: 'strapi::security',
  config: {
    contentSecurityPolicy: {
      directives: {
        // Strapi's own list, and the website.
        'img-src': ["'self'", 'data:', 'blob:', 'https://market-assets.strapi.io', site],
      },
    },
  },
};

module.exports = [
  'strapi::errors',
  security,
  'strapi::cors',
  'strapi::query',
  'strapi::body',
  'strapi::session',
  'strapi::favicon',
  'strapi::public',
];
