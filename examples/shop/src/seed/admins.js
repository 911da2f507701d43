const PASSWORD = 'Attune-demo-1';
const ROLE = 'admin::role';

/** What somebody does who runs segments, flows and mails, but neither content types nor keys. */
const MARKETER = [
  'segments.read',
  'segments.update',
  'flows.read',
  'flows.update',
  'flows.publish',
  'emails.read',
  'emails.update',
  'emails.send',
  'connections.read',
  'people.read',
  'people.import',
  'events.read',
  'content.read',
  'content.update',
].map((word) => `plugin::attune.${word}`);

/** What an editor needs to say who sees a block, to make a segment for it, and to look at the page as somebody. */
const EDITOR = ['segments.read', 'segments.update', 'people.read', 'content.read', 'content.update'].map(
  (word) => `plugin::attune.${word}`,
);

const permissionsFor = (strapi, actions) => {
  const known = new Set(strapi.service('admin::permission').actionProvider.keys());
  return actions
    .filter((action) => known.has(action))
    .map((action) => ({ action, subject: null, properties: {}, conditions: [] }));
};

const marketerRole = async (strapi) => {
  const existing = await strapi.service(ROLE).findOne({ name: 'Marketer' });
  if (existing) return existing;
  const role = await strapi.service(ROLE).create({
    name: 'Marketer',
    description:
      'Segments, flows and mails; sees people and reads lists of them in, but neither exports nor erases them.',
  });
  await strapi.service(ROLE).assignPermissions(role.id, permissionsFor(strapi, MARKETER));
  return role;
};

const addUser = async (strapi, email, firstname, lastname, role) => {
  if (await strapi.service('admin::user').exists({ email })) return false;
  await strapi.service('admin::user').create({
    email,
    firstname,
    lastname,
    password: PASSWORD,
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
  return true;
};

/** The demo login, and one of each restricted kind to try permissions with. */
exports.seedAdmins = async (strapi) => {
  const admin = await strapi.service(ROLE).getSuperAdmin();
  const editor = await strapi.service(ROLE).findOne({ code: 'strapi-editor' });
  await addUser(strapi, 'admin@example.com', 'Ada', 'Admin', admin);
  // Once, and beside what Strapi gives the role: what is taken from it later stays away.
  if (editor && (await addUser(strapi, 'editor@example.com', 'Edda', 'Editor', editor)))
    await strapi.service(ROLE).addPermissions(editor.id, permissionsFor(strapi, EDITOR));
  await addUser(strapi, 'marketer@example.com', 'Mark', 'Marketer', await marketerRole(strapi));
};
