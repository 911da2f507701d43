import type { Core } from '@strapi/strapi';

interface Role {
  readonly id: number;
}

const grant = async (strapi: Core.Strapi, type: string, actions: readonly string[]): Promise<void> => {
  const role = (await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type } })) as Role | null;
  if (!role) throw new Error(`There is no role "${type}".`);
  for (const action of actions) {
    await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } });
  }
};

/** Lets everybody call these actions: `api::page.page.find`. */
export const grantPublic = (strapi: Core.Strapi, actions: readonly string[]): Promise<void> =>
  grant(strapi, 'public', actions);

/** Lets users who have logged in call them. */
export const grantAuthenticated = (strapi: Core.Strapi, actions: readonly string[]): Promise<void> =>
  grant(strapi, 'authenticated', actions);

/** An API token for these actions, or for all of them. */
export const createApiToken = async (
  strapi: Core.Strapi,
  permissions: readonly string[] | 'full-access' | 'read-only',
): Promise<string> => {
  const type = typeof permissions === 'string' ? permissions : 'custom';
  const token = (await strapi.service('admin::api-token').create({
    name: `token-${Math.random().toString(36).slice(2)}`,
    description: '',
    type,
    kind: 'content-api',
    lifespan: null,
    permissions: typeof permissions === 'string' ? undefined : permissions,
  })) as { accessKey: string };
  return token.accessKey;
};

/** Makes a user of the website and logs them in. */
export const loginUser = async (
  strapi: Core.Strapi,
  url: string,
): Promise<{ readonly jwt: string; readonly documentId: string; readonly email: string }> => {
  const username = `user${Math.random().toString(36).slice(2)}`;
  const email = `${username}@example.com`;
  const response = await fetch(`${url}/api/auth/local/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, email, password: 'Test-user-1' }),
  });
  const { jwt, user } = (await response.json()) as { jwt: string; user: { documentId: string } };
  return { jwt, documentId: user.documentId, email };
};
