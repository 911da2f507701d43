const READABLE = ['page', 'product', 'category'].flatMap((name) => [
  `api::${name}.${name}.find`,
  `api::${name}.${name}.findOne`,
]);

/** Lets everyone, logged in or not, read what the website shows. */
exports.openPublicReads = async (strapi) => {
  const roles = await strapi.db.query('plugin::users-permissions.role').findMany({
    where: { type: { $in: ['public', 'authenticated'] } },
    populate: ['permissions'],
  });
  for (const role of roles) {
    const granted = new Set(role.permissions.map(({ action }) => action));
    for (const action of READABLE) {
      if (granted.has(action)) continue;
      await strapi.db
        .query('plugin::users-permissions.permission')
        .create({ data: { action, role: role.id } });
    }
  }
};
