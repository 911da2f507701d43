const { secrets } = require('../lib/secrets');

const site = `http://localhost:${process.env.SITE_PORT ?? 3000}`;

/** Where the website shows a page: Strapi's Preview opens it, and Attune adds as whom it is looked at. */
const addressOf = async (uid, { documentId, locale, status }) => {
  if (uid !== 'api::page.page') return undefined;
  const page = await strapi.documents(uid).findOne({ documentId, locale, status, fields: ['slug'] });
  if (!page) return undefined;
  return `${site}/${page.slug === 'home' ? '' : page.slug}?status=${status}`;
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
