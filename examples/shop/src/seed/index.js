const { seedAdmins } = require('./admins');
const { seedCatalogue } = require('./catalogue');
const { seedCustomers } = require('./customers');
const { seedPages } = require('./pages');
const { openPublicReads } = require('./permissions');

/** Each part looks before it writes: a second boot changes nothing, and what an editor changed stays. */
exports.seed = async (strapi) => {
  await openPublicReads(strapi);
  await seedAdmins(strapi);
  await seedCatalogue(strapi);
  await seedPages(strapi);
  await seedCustomers(strapi);
};
