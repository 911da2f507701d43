// A test may bring its own.
const given = JSON.parse(process.env.ATTUNE_TEST_MIDDLEWARES ?? 'null');

module.exports = given ?? [
  'strapi::logger',
  'strapi::errors',
  'strapi::security',
  'strapi::cors',
  'strapi::query',
  'strapi::body',
  'strapi::session',
  'strapi::favicon',
  'strapi::public',
];
