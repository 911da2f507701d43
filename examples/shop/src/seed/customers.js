const USER = 'plugin::users-permissions.user';

/** Whoever the demo logs in as. Their past is imported through the plugin's own API: see seed/history.mjs. */
const CUSTOMERS = ['vera.vip', 'paula.partner', 'carl.cart', 'nora.new'];
const PASSWORD = 'Attune-demo-1';

exports.seedCustomers = async (strapi) => {
  const role = await strapi
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'authenticated' } });
  for (const username of CUSTOMERS) {
    const email = `${username}@example.com`;
    if (await strapi.db.query(USER).findOne({ where: { email } })) continue;
    await strapi.plugin('users-permissions').service('user').add({
      username,
      email,
      password: PASSWORD,
      provider: 'local',
      confirmed: true,
      blocked: false,
      role: role.id,
    });
  }
};
