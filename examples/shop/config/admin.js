const { secrets } = require('../lib/secrets');

const site = `http://localhost:${process.env.SITE_PORT ?? 3000}`;

const PATHS = {
  'api::page.page': (slug) => (slug === 'home' ? '' : slug),
  'api::category.category': (slug) => `c/${slug}`,
};

/** Where the website shows an entry: Strapi's Preview opens it, and Attune adds as whom it is looked at. */
const addressOf = async (uid, { documentId, locale, status }) => {
  if (!(uid in PATHS)) return undefined;
  const entry = await strapi.documents(uid).findOne({ documentId, locale, status, fields: ['slug'] });
  return entry ? `${site}/${PATHS[uid](entry.slug)}?status=${status}` : undefined;
};

module.exports = () => ({
  auth: { secret: secrets.adminJwt },
  apiToken: { salt: secrets.apiTokenSalt },
  transfer: { token: { salt: secrets.transferTokenSalt } },
  secrets: { encryptionKey: secrets.encryptionKey },
  flags: { nps: false, promoteEE: false },
  preview: { enabled: true, config: { allowedOrigins: [site], handler: addressOf } },
  serveAdminPanel: process.env.SERVE_ADMIN !== 'false',
});
